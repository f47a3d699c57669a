import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Counts } from "./counts.ts";
import type { Ending } from "./exchange.ts";
import { spread } from "./spread.ts";

/** Answers in the load balancer's own name where the backend gave no response; else does nothing. */
export function answerItself(outgoing: ServerResponse, ending: Ending): void {
  const status = ownStatus(ending);
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

function ownStatus(ending: Ending): 502 | 503 | 504 | undefined {
  switch (ending.kind) {
    case "no-target":
      return 503;
    case "refused":
    case "no-tls":
    case "closed":
      return 502;
    case "silent":
      return 504;
    case "answered":
    case "abandoned":
      return undefined;
    default:
      return ending satisfies never;
  }
}

/** What an ending adds to the counts. */
export function counted(ending: Ending): Partial<Counts> {
  switch (ending.kind) {
    case "answered":
      return {
        requests: 1,
        responseSeconds: spread(ending.seconds),
        ...statusClass(ending.status),
      };
    case "refused":
      return { requests: 1, elb502: 1, targetConnectionErrors: 1 };
    case "no-tls":
      return { requests: 1, elb502: 1, targetTlsErrors: 1 };
    case "no-target":
      return { elb503: 1 };
    case "closed":
      return { requests: 1, elb502: 1 };
    case "silent":
      return { requests: 1, elb504: 1 };
    case "abandoned":
      return { requests: 1, elb4xx: 1 };
    default:
      return ending satisfies never;
  }
}

function statusClass(status: number): Partial<Counts> {
  if (status < 300) return { target2xx: 1 };
  if (status < 400) return { target3xx: 1 };
  if (status < 500) return { target4xx: 1 };
  return { target5xx: 1 };
}
