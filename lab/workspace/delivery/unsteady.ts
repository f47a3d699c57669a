import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../http/faults.ts";
import type { Delivery } from "./envelopes.ts";
import type { Sockets } from "./socket.ts";

/** Deliveries that meet the planned faults: what arrives twice is answered by the first copy that is acknowledged. */
export const unsteady =
  (deliver: Sockets["deliver"], faults: Pick<Faults, "takeDelivery">): Sockets["deliver"] =>
  async (outgoing): Promise<Delivery> => {
    const fault = faults.takeDelivery();
    if (fault && "heldMs" in fault) await pause(fault.heldMs, undefined, { ref: false });
    if (!fault || !("duplicate" in fault)) return deliver(outgoing);
    const [first, second] = await Promise.all([deliver(outgoing), deliver(outgoing)]);
    return first.acked || !second.acked ? first : second;
  };
