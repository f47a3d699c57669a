import { setTimeout as pause } from "node:timers/promises";
import type { PayloadDelivery } from "../delivery/envelopes.ts";
import type { Sockets } from "../delivery/socket.ts";

/** What may go wrong with one call of the app. */
export type WebApiFault =
  | { readonly error: string }
  | { readonly status: number }
  | { readonly rateLimited: number }
  /** The connection is cut after the call took effect. */
  | { readonly drop: true }
  /** The connection is cut before the call took effect. */
  | { readonly dropBefore: true }
  /** No answer is ever sent; the call takes no effect. */
  | { readonly hang: true };

/** What may go wrong on the way of one payload to the app. */
type DeliveryFault =
  /** It arrives twice, each in an envelope of its own. */
  | { readonly duplicate: true }
  /** It is held back so many milliseconds, so that later ones arrive first. */
  | { readonly heldMs: number };

/** Faults planned by a test, taken in the order in which they were planned. */
export interface PlannedFaults {
  /** The next `times` calls (1 unless told) of a method, or of any with "*", meet this fault. */
  readonly next: (method: string, fault: WebApiFault, times?: number) => void;
  readonly take: (method: string) => WebApiFault | undefined;
  /** The next `times` payloads (1 unless told) that the app is sent meet this fault. */
  readonly nextDelivery: (fault: DeliveryFault, times?: number) => void;
  readonly takeDelivery: () => DeliveryFault | undefined;
  /** Cuts every WebSocket without a close frame. */
  readonly dropSockets: () => void;
  readonly clear: () => void;
}

/** Starts with nothing planned. */
export function createPlannedFaults(dropSockets: () => void): PlannedFaults {
  const planned: { readonly method: string; readonly fault: WebApiFault }[] = [];
  const onTheWay: DeliveryFault[] = [];
  return {
    next: (method, fault, times = 1) => {
      for (let count = 0; count < times; count += 1) planned.push({ method, fault });
    },
    take: (method) => {
      const at = planned.findIndex((plan) => plan.method === method || plan.method === "*");
      return at < 0 ? undefined : planned.splice(at, 1)[0]?.fault;
    },
    nextDelivery: (fault, times = 1) => {
      for (let count = 0; count < times; count += 1) onTheWay.push(fault);
    },
    takeDelivery: () => onTheWay.shift(),
    dropSockets,
    clear: () => {
      planned.splice(0);
      onTheWay.splice(0);
    },
  };
}

/** Deliveries that meet the planned faults: what arrives twice is answered by the first copy that is acknowledged. */
export const unsteady =
  (deliver: Sockets["deliver"], faults: Pick<PlannedFaults, "takeDelivery">): Sockets["deliver"] =>
  async (outgoing): Promise<PayloadDelivery> => {
    const fault = faults.takeDelivery();
    if (fault && "heldMs" in fault) await pause(fault.heldMs, undefined, { ref: false });
    if (!fault || !("duplicate" in fault)) return deliver(outgoing);
    const [first, second] = await Promise.all([deliver(outgoing), deliver(outgoing)]);
    return first.acked || !second.acked ? first : second;
  };
