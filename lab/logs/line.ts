/** One request as an Application Load Balancer logs it. Times are seconds, absolute ones since the epoch. */
export interface LogEntry {
  /** When the load balancer received the request; field 22. */
  readonly created: number;
  /** When it generated the response; field 2. */
  readonly at: number;
  /** The load balancer's node; field 34 and part of the file's name. */
  readonly node: string;
  /** "10.0.1.7:3000"; null where no target was chosen or it is a Lambda function. */
  readonly target: string | null;
  /** The target group's name. */
  readonly group: string;
  readonly client: string;
  /** request, target and response processing time; -1 as AWS documents it. */
  readonly times: readonly [request: number, target: number, response: number];
  readonly status: number;
  readonly targetStatus: number | null;
  readonly method: string;
  readonly path: string;
  /** Field 14; a browser's when absent. */
  readonly agent?: string;
  /** Field 25, which is filled for Lambda failures. */
  readonly errorReason?: string;
  /** The truth, which no log tells: it met a connection that the target had closed. */
  readonly lost?: true;
  /** Likewise, but counted: it needed a new connection to its target. */
  readonly opened?: true;
  /** Likewise: the metric of CloudWatch in which the failure counts besides its status. */
  readonly counts?: FailureCount;
}

/** What CloudWatch counts beside the status of a failure. */
export type FailureCount =
  | "targetConnectionErrors"
  | "targetTlsErrors"
  | "lambdaUserErrors"
  | "lambdaInternalErrors";

/** The load balancer that logs. */
export interface LoggedBalancer {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** The 16 hexadecimal digits at the end of its ARN, and those of its target group's. */
  readonly id: string;
  readonly groupId: string;
  readonly scheme: "http" | "https";
  /** As clients ask for it, such as "shop.example.com:443". */
  readonly host: string;
}

/** A shop behind HTTPS. */
export const shopLogged: LoggedBalancer = {
  account: "123456789012",
  region: "eu-west-1",
  name: "shop",
  id: "50dc6c495c0c9188",
  groupId: "73e2d6bc24d8a067",
  scheme: "https",
  host: "shop.example.com:443",
};

/**
 * The entry as a log line of 34 fields without its line break, as documented in "Access logs for your Application Load
 * Balancer" (fields 1 to 30) and seen in real lines of 2026 (31 to 34); see docs/access-logs.md.
 */
export function logLine(entry: LogEntry, balancer: LoggedBalancer = shopLogged): string {
  const { node, target, status, targetStatus, times, method, path, agent, errorReason } = entry;
  const { account, region, name, id, groupId, scheme, host } = balancer;
  const trace = traceOf(entry);
  const secure = scheme === "https";
  const domain = secure ? host.replace(/:.*/, "") : "-";
  return [
    `${secure ? "h2" : scheme} ${stamp(entry.at)} app/${name}/${id} ${entry.client} ${target ?? "-"}`,
    `${times.map(seconds).join(" ")} ${status} ${targetStatus ?? "-"} 384 ${targetStatus === null ? 277 : 1532}`,
    `"${method} ${scheme}://${host}${path} HTTP/${secure ? "2.0" : "1.1"}" "${agent ?? userAgent}"`,
    secure ? "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2" : "- -",
    `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${entry.group}/${groupId}`,
    `"Root=1-${trace.slice(0, 8)}-${trace}" "${domain}" "${secure ? certificateOf(balancer) : "-"}" 100`,
    `${stamp(entry.created)} "forward" "-" "${errorReason ?? "-"}" "${target ?? "-"}"`,
    `"${targetStatus ?? "-"}" "-" "-" TID_${trace} "-" "-" "-" ${node}`,
  ].join(" ");
}

const userAgent =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

const certificateOf = ({ region, account }: LoggedBalancer) =>
  `arn:aws:acm:${region}:${account}:certificate/12345678-90ab-cdef-1234-567890abcdef`;

/** "2026-01-01T00:00:00.000000Z", to the microsecond. */
function stamp(at: number): string {
  const micros = Math.round(at * 1e6);
  const whole = Math.floor(micros / 1e6);
  return `${secondOf(whole)}.${String(micros - whole * 1e6).padStart(6, "0")}Z`;
}

let latest = { whole: Number.NaN, text: "" };

/** Most lines share their second with the line before. */
function secondOf(whole: number): string {
  if (latest.whole !== whole) {
    latest = { whole, text: new Date(whole * 1_000).toISOString().slice(0, 19) };
  }
  return latest.text;
}

const seconds = (value: number) => (value < 0 ? "-1" : value.toFixed(3));

const traceOf = ({ created }: LogEntry) =>
  Math.floor(created * 1e6)
    .toString(16)
    .padStart(24, "0");
