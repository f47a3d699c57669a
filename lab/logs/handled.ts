import type { Ending } from "../alb/exchange.ts";
import type { Handled } from "../alb/proxy.ts";
import type { LogEntry } from "./line.ts";

/** The entry of a request that the practice load balancer has really handled, with -1 where AWS documents it. */
export function handledEntry(group: string, ending: Ending, handled: Handled): LogEntry {
  const { node, target, client, method, url, agent, arrivedAt, sentAt, endedAt } = handled;
  const waited = (sentAt - arrivedAt) / 1_000;
  const took = (endedAt - sentAt) / 1_000;
  return {
    created: arrivedAt / 1_000,
    at: endedAt / 1_000,
    ...{ node, target, group, client, method, path: url },
    agent: agent ?? "-",
    ...outcome(ending, waited, took),
  };
}

function outcome(ending: Ending, waited: number, took: number) {
  switch (ending.kind) {
    case "answered": {
      const { status, seconds } = ending;
      const times = [waited, seconds, Math.max(0, took - seconds)] as const;
      return { times, status, targetStatus: status };
    }
    case "no-target":
      return { times: [-1, -1, -1] as const, status: 503, targetStatus: null, target: null };
    case "refused":
    case "no-tls":
      return { times: [-1, -1, -1] as const, status: 502, targetStatus: null };
    case "closed":
      return { times: [waited, took, -1] as const, status: 502, targetStatus: null };
    case "silent":
      return { times: [waited, -1, -1] as const, status: 504, targetStatus: null };
    case "abandoned":
      return { times: [-1, -1, -1] as const, status: 460, targetStatus: null };
    default:
      return ending satisfies never;
  }
}
