import type { ProbeContext } from "../../../engine/ports.ts";
import { plural } from "../../../language/amounts.ts";
import { shownAddress } from "../../measuring/address.ts";
import type { ConnectionOutcome } from "../../measuring/connection-outcome.ts";
import type { MeasuredTarget } from "../../measuring/judge-fleet.ts";
import type { Measured } from "../../measuring/measured.ts";
import { type MeasureSettings, type SocketPlan, socketsFor } from "../../measuring/sockets.ts";
import { measureAddress } from "./measure-address.ts";
import type { SocketTarget } from "./open-socket.ts";
import type { MeasurableTarget } from "./targets.ts";

/** How long and against what; seconds. */
export type MeasurePace = Pick<
  MeasureSettings,
  "idleTimeoutSeconds" | "marginSeconds" | "maxSeconds"
>;

/** A target as it was measured, with what each connection went through. */
export type SeenTarget = MeasuredTarget & { readonly held: readonly ConnectionOutcome[] };

/** Measures all targets at once, telling how far it is. Never rejects; what is not known when the signal ends it is said. */
export async function measureFleet(
  targets: readonly MeasurableTarget[],
  pace: MeasurePace,
  { signal, report }: Pick<ProbeContext, "signal" | "report">,
): Promise<readonly SeenTarget[]> {
  const plans = plansFor(targets.length, pace);
  const progress = startProgress(targets.length, plans.length, pace.maxSeconds, report);
  const looks = targets.map((target) => measureOne(target, plans, signal, progress.note));
  return Promise.all(looks).finally(progress.end);
}

/** Few connections where there are several targets: together they tell a coarse timer as well. */
function plansFor(targets: number, pace: MeasurePace): readonly SocketPlan[] {
  const some = targets === 1 ? { connections: 3, requests: 10 } : { connections: 2, requests: 0 };
  return socketsFor({ ...pace, ...some, spreadSeconds: 1 });
}

/** With HEAD; where a server refuses that and closes, with GET, as its health check asks. */
async function measureOne(
  target: MeasurableTarget,
  plans: readonly SocketPlan[],
  signal: AbortSignal,
  onHeld: () => void,
): Promise<SeenTarget> {
  const { address, port, tls, path, group } = target;
  const shown = shownAddress(address, port);
  const where = { address, port, tls, host: shown, path, method: "HEAD" } satisfies SocketTarget;
  const measuring = { clock: () => performance.now(), signal, onHeld };
  const first = await measureAddress(where, plans, measuring);
  const { outcome, says } = first.measured;
  const isRefused = outcome === "unknown" && (says.status ?? 0) >= 400 && !signal.aborted;
  const seen = isRefused
    ? await measureAddress({ ...where, method: "GET" }, plans, measuring)
    : first;
  const { held, balancer } = seen;
  return {
    address: shown,
    group,
    held,
    measured: balancer ? another(seen.measured) : seen.measured,
  };
}

/** A target may be a load balancer itself, whose timers are measured elsewhere. */
const another = (measured: Measured): Measured => ({
  ...measured,
  outcome: "unknown",
  seconds: null,
  reuse: null,
  why: "Another load balancer answered there (Server: awselb); read its idle timeout instead.",
});

/** A word each second: what is still open, and how long it takes at most. */
function startProgress(
  targets: number,
  connections: number,
  mostSeconds: number,
  report: ProbeContext["report"],
) {
  const started = performance.now();
  let ended = 0;
  const tell = () => {
    const seconds = (performance.now() - started) / 1_000;
    const open = plural(Math.max(0, targets * connections - ended), "connection");
    const says = `${open} to ${plural(targets, "target")} still open`;
    const left = Math.max(0, mostSeconds + 1 - seconds);
    report({
      says,
      share: Math.min(1, Math.floor((100 * seconds) / (mostSeconds + 1)) / 100),
      secondsLeft: left,
    });
  };
  const ticking = setInterval(tell, 1_000);
  tell();
  return {
    note: () => {
      ended += 1;
    },
    end: () => clearInterval(ticking),
  };
}
