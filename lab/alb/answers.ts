import { type ServerResponse, STATUS_CODES } from "node:http";
import type { BalancerCounts } from "./counts.ts";
import type { ExchangeEnding } from "./exchange.ts";
import { spread } from "./spread.ts";

/** Answers in the load balancer's own name where the backend gave no response; else does nothing. */
export function answerItself(outgoing: ServerResponse, { kind }: ExchangeEnding): void {
  const status = kind === "answered" ? undefined : own[kind].status;
  if (!status) return;
  const title = `${status} ${STATUS_CODES[status]}`;
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  outgoing.writeHead(status, {
    Server: "awselb/2.0",
    "Content-Type": "text/html",
    "Content-Length": Buffer.byteLength(page),
  });
  outgoing.end(page);
}

export function counted(ending: ExchangeEnding): Partial<BalancerCounts> {
  if (ending.kind !== "answered") return own[ending.kind].counts;
  const { status, seconds } = ending;
  return { requests: 1, responseSeconds: spread(seconds), ...statusClass(status) };
}

/** What the load balancer answers itself, where anybody still waits, and what it counts. */
const own: {
  readonly [kind in Exclude<ExchangeEnding["kind"], "answered">]: {
    readonly status?: 502 | 503 | 504;
    readonly counts: Partial<BalancerCounts>;
  };
} = {
  refused: { status: 502, counts: { requests: 1, elb502: 1, targetConnectionErrors: 1 } },
  "no-tls": { status: 502, counts: { requests: 1, elb502: 1, targetTlsErrors: 1 } },
  "no-target": { status: 503, counts: { elb503: 1 } },
  closed: { status: 502, counts: { requests: 1, elb502: 1 } },
  silent: { status: 504, counts: { requests: 1, elb504: 1 } },
  abandoned: { counts: { requests: 1, elb4xx: 1 } },
};

function statusClass(status: number): Partial<BalancerCounts> {
  if (status < 300) return { target2xx: 1 };
  if (status < 400) return { target3xx: 1 };
  if (status < 500) return { target4xx: 1 };
  return { target5xx: 1 };
}
