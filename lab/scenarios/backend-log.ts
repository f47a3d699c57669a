import type { LogEvent, LogGroupResource } from "../aws/logs/groups.ts";
import type { LogEntry } from "../logs/line.ts";
import { region } from "./names.ts";

/** What the servers behind the load balancer write of the requests that reach them. */
export interface BackendLog {
  /** Tells it of a request that has ended. */
  readonly add: (entry: LogEntry) => void;
  /** Lines from one moment to another, both in milliseconds since 1970. */
  readonly lines: (from: number, to: number) => readonly LogEvent[];
}

/** One of so many answers is written down; the rest of a busy server's log is left out. */
const sampled = 20;

/** The log of servers, behind nginx or not. A request that met a closed connection never reached them and has no line. */
export function createBackendLog(isBehindNginx: boolean): BackendLog {
  const written: LogEvent[] = [];
  let answered = 0;
  return {
    add: (entry) => {
      const at = Math.round(entry.at * 1_000);
      const trouble = troubleIn(entry, at, isBehindNginx);
      if (trouble !== undefined) written.push({ at, message: trouble });
      else if (entry.targetStatus !== null && answered++ % sampled === 0)
        written.push({ at, message: completed(entry, at) });
    },
    lines: (from, to) => written.filter(({ at }) => at >= from && at < to),
  };
}

/** Its log group in CloudWatch, created a month before `since`. */
export const logGroupOf = (lines: BackendLog["lines"], since: number): LogGroupResource => ({
  ...{ name: "/ecs/shop-web", region, retentionDays: 14, storedBytes: 2.4e9 },
  createdAt: since - 30 * 86_400_000,
  lines,
});

/** What a server says of a request that went wrong; undefined where it says nothing, or nothing did. */
function troubleIn(entry: LogEntry, at: number, isBehindNginx: boolean): string | undefined {
  const { method, path, status, targetStatus, client } = entry;
  if (isBehindNginx && targetStatus === 502)
    return `${stamp(at)} [error] 29#29: *${at % 100_000} upstream prematurely closed connection while reading response header from upstream, client: ${client.replace(/:\d+$/, "")}, server: _, request: "${method} ${path} HTTP/1.1", upstream: "http://127.0.0.1:3000${path}", host: "shop.example.com"`;
  if (status === 460) return json(at, 40, "write EPIPE", { code: "EPIPE", url: path });
  if (targetStatus !== null && targetStatus >= 500)
    return json(at, 50, "a provider failed, its answer is passed on", { statusCode: targetStatus });
  return undefined;
}

const completed = ({ path, targetStatus, times }: LogEntry, at: number) =>
  json(at, 30, "request completed", {
    ...{ url: path, statusCode: targetStatus, responseTime: Math.round(times[1] * 1_000) },
  });

const json = (time: number, level: number, msg: string, more: object) =>
  JSON.stringify({ level, time, pid: 1, hostname: `shop-web-${time % 4}`, msg, ...more });

/** As nginx writes a moment: "2026/11/24 15:00:01". */
const stamp = (at: number) =>
  new Date(at).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
