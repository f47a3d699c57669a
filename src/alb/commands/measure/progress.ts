import type { ConnectionOutcome } from "../../measuring/connection-outcome.ts";
import { longestMeasurement, type SocketPlan } from "../../measuring/sockets.ts";
import type { Screen } from "../logs/progress-bar.ts";

/** A line on a terminal that says how the measuring stands; on anything else it stays silent. */
export function createProgress(
  screen: Screen,
  plans: readonly SocketPlan[],
  clock: () => number,
): Progress {
  const started = clock();
  const seen: ConnectionOutcome[] = [];
  const draw = (text: string) => screen.isTTY === true && screen.write(`\r\x1b[2K${text}`);
  const show = () => draw(measureProgressLine((clock() - started) / 1_000, plans, seen));
  const ticking = setInterval(show, 500);
  show();
  return {
    note: (held) => {
      seen.push(held);
      show();
    },
    end: () => {
      clearInterval(ticking);
      draw("");
    },
  };
}

interface Progress {
  readonly note: (held: ConnectionOutcome) => void;
  readonly end: () => void;
}

/** "38 of at most 131 s: 6 connections open, none closed yet. Ctrl-C ends it." */
export function measureProgressLine(
  seconds: number,
  plans: readonly SocketPlan[],
  seen: readonly ConnectionOutcome[],
): string {
  const closed = seen.flatMap(({ fate }) => (fate.kind === "closed" ? [fate.seconds] : []));
  const open = plans.length - seen.length;
  const connections = `${open} connection${open === 1 ? "" : "s"} open`;
  const first =
    closed.length === 0
      ? "none closed yet"
      : `${closed.length} closed, the first after ${Math.min(...closed).toFixed(2)} s`;
  return `${Math.floor(seconds)} of at most ${Math.ceil(longestMeasurement(plans))} s: ${connections}, ${first}. Ctrl-C ends it.`;
}
