import type { ConnectionHeaders, ConnectionOutcome } from "../../measuring/connection-outcome.ts";
import { type Measured, measuredFrom } from "../../measuring/measured.ts";
import type { SocketPlan } from "../../measuring/sockets.ts";
import { holdConnection } from "./hold-connection.ts";
import type { SocketTarget } from "./open-socket.ts";
import { startWatch } from "./steady-clock.ts";

export interface Measuring {
  /** Never jumps, in milliseconds: performance.now. */
  readonly clock: () => number;
  /** Ends it; what is known until then counts. */
  readonly signal: AbortSignal;
  /** Told of each connection that has come to its end. */
  readonly onHeld?: (held: ConnectionOutcome) => void;
  /** Also wait for a connection on which nothing was sent; else it is given up once the others have told. */
  readonly waitForSilent?: boolean;
}

export interface AddressMeasurement {
  readonly measured: Measured;
  readonly held: readonly ConnectionOutcome[];
  /** A load balancer answered instead of a server, so nothing of this is about a server. */
  readonly balancer: boolean;
}

/** Holds all connections at once and judges what became of them. Never rejects. */
export async function measureAddress(
  where: SocketTarget,
  plans: readonly SocketPlan[],
  { clock, signal, onHeld, waitForSilent = false }: Measuring,
): Promise<AddressMeasurement> {
  const enough = new AbortController();
  const both = AbortSignal.any([signal, enough.signal]);
  const watch = startWatch(clock);
  let balancer = false;
  const onAnswer = (answer: ConnectionHeaders) => {
    if (!isBalancer(answer)) return;
    balancer = true;
    enough.abort();
  };
  const holding = plans.map(async (plan) => {
    const held = await holdConnection(plan, where, { watch, signal: both, onAnswer });
    onHeld?.(held);
    return held;
  });
  const telling = holding.filter((_, index) => waitForSilent || plans[index]?.kind !== "silent");
  await Promise.all(telling);
  enough.abort();
  const held = await Promise.all(holding);
  watch.stop();
  return { measured: measuredFrom(held), held, balancer };
}

/** What AWS's own answers carry, also those that a load balancer gives by itself. */
const isBalancer = ({ server }: ConnectionHeaders) => /^awselb\//i.test(server ?? "");
