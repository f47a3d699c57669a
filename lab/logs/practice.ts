import type { ExchangeEnding } from "../alb/exchange.ts";
import type { Handled, LoadBalancerOptions } from "../alb/proxy.ts";
import type { LogFiles } from "../aws/s3/bucket.ts";
import { backfillInThread } from "./backfill.ts";
import { createLogDelivery, type DeliveredFile, filesOf } from "./delivery.ts";
import type { LogEntry, LoggedBalancer } from "./line.ts";
import type { TurnsOptions } from "./turns.ts";

/** Where the practice incident's access logs lie. */
export const practiceBucket = { bucket: "shop-access-logs", prefix: "shop-web" } as const;

/** The access logs of the practice load balancer: real ones of what it handles, and made-up ones of the time before. */
export interface PracticeLogs {
  /** To be told of every request that has ended. */
  readonly ended: NonNullable<LoadBalancerOptions["ended"]>;
  /** Begins to log what is handled, at this moment in milliseconds since 1970. */
  readonly begin: (since: number) => void;
  readonly files: LogFiles;
  /** Adds what never happened; resolves when it is there, or when the logs are closed. */
  readonly makeUp: (past: Omit<TurnsOptions, "group">) => Promise<void>;
  readonly close: () => void;
}

/** Made-up files are as long as AWS's, so that the logs before the practice look as they do there. */
const awsInterval = 300;
const keepSeconds = 1_800;

/**
 * Opens the logs, whose real files hold so many seconds each; nothing is logged before it is begun. Whoever else wants to know of
 * each entry is told.
 */
export function startPracticeLogs(
  region: string,
  intervalSeconds: number,
  heard: (entry: LogEntry) => void = () => {},
): PracticeLogs {
  const balancer = { ...shopWeb, region };
  const common = { balancer, prefix: practiceBucket.prefix, keepSeconds };
  const real = createLogDelivery({ ...common, intervalSeconds });
  const timer = setInterval(() => void real.deliver(Date.now() / 1_000), intervalSeconds * 1_000);
  const closing = new AbortController();
  let past: readonly DeliveredFile[] = [];
  let since = Number.POSITIVE_INFINITY;
  return {
    ended: (ending, _gapMs, handled) => {
      if (handled.endedAt < since) return;
      const entry = handledEntry(group, ending, handled);
      real.add(entry);
      heard(entry);
    },
    begin: (at) => {
      since = at;
    },
    files: filesOf(() => [...past, ...real.delivered()]),
    makeUp: async (options) => {
      const delivery = { ...common, intervalSeconds: awsInterval };
      const made = backfillInThread({ delivery, past: { ...options, group } }, closing.signal);
      past = await made.catch((error) => {
        if (closing.signal.aborted) return [];
        throw error;
      });
    },
    close: () => {
      closing.abort();
      clearInterval(timer);
    },
  };
}

const group = "shop-web";
const shopWeb: Omit<LoggedBalancer, "region"> = {
  account: "123456789012",
  name: "shop-web",
  id: "50dc6c495c0c9188",
  groupId: "73e2d6bc24d8a067",
  scheme: "http",
  host: "shop.example.com:80",
};

/** The entry of a request that the practice load balancer has really handled, with -1 where AWS documents it. */
export function handledEntry(group: string, ending: ExchangeEnding, handled: Handled): LogEntry {
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

function outcome(ending: ExchangeEnding, waited: number, took: number) {
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
