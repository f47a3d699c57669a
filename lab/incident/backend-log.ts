import type { LogEvent, LogGroupResource } from "../aws/logs/groups.ts";

/**
 * The log group of the practice backend: a Node.js server that writes a line for each request that it answers. Requests that are lost to
 * the race never reach it, so it has no line for them; now and then a client gives up by itself.
 */
export function practiceLogGroups(region: string, since: number): readonly LogGroupResource[] {
  const common = { region, createdAt: since - 30 * day, retentionDays: 14 };
  return [
    { ...common, name: "/ecs/shop-web", storedBytes: 14 * linesADay * bytesOfLine, lines: served },
    { ...common, name: "/ecs/shop-worker", storedBytes: 8e9, lines: () => [] },
  ];
}

const day = 86_400_000;
/** One sampled line every two seconds; the rest of a busy server's log is left out. */
const stepMs = 2_000;
const linesADay = day / stepMs;
const bytesOfLine = 190;

function served(from: number, to: number): readonly LogEvent[] {
  const first = Math.ceil(from / stepMs);
  const count = Math.max(0, Math.ceil(Math.min(to, Date.now()) / stepMs) - first);
  return Array.from({ length: count }, (_, index) => lineAt((first + index) * stepMs));
}

function lineAt(at: number): LogEvent {
  const turn = at / stepMs;
  const base = { time: at, pid: 1, hostname: `shop-web-${turn % 6}` };
  const isGone = turn % 1_801 === 0;
  const line = isGone
    ? { level: 40, ...base, msg: "write EPIPE", url: "/cart", code: "EPIPE" }
    : {
        ...{ level: 30, ...base, msg: "request completed", url: paths[turn % paths.length] },
        ...{ statusCode: 200, responseTime: 18 + ((turn * 7) % 23) },
      };
  return { at, message: JSON.stringify(line) };
}

const paths = ["/", "/cart", "/products/17", "/products/42", "/search"] as const;
