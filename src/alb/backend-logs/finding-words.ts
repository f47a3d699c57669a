import type { BackendFinding, BackendObservation } from "./observation.ts";
import { mostLines } from "./wordings.ts";

export const nextStepsByFinding: { readonly [finding in BackendFinding]: string } = {
  "broken-pipes":
    "These requests reached the backend, so look at what breaks their connection: a worker that is killed or recycled, a timeout in front of a slow answer, or a client that gave up. Then review the timeouts.",
  "upstream-closed":
    "Review the timeouts behind this server: whatever it asks must keep idle connections longer than it does.",
  silent: "Review the timeouts: a request that meets a closed idle connection leaves no line.",
  "other-errors":
    "Read the examples first: an error of the backend's own explains 502s without any race.",
  unknown: "Name the log group that the servers behind this load balancer write to.",
};

/** Facts behind it, in sentences. */
export function findingDetails(
  { chart, isCut }: BackendObservation,
  finding: BackendFinding,
): readonly string[] {
  return [
    ...(finding === "silent" ? [silence] : []),
    ...(finding === "broken-pipes" ? [pipes] : []),
    ...(chart === null ? [noChart] : []),
    ...(isCut
      ? [`Only the newest ${mostLines.toLocaleString("en-US")} such lines were read.`]
      : []),
    "Examples are cut, and secrets, query strings, e-mail and IP addresses are struck out.",
  ];
}

const silence =
  "Silence fits the idle race, and a log level that hides such lines as well: nginx writes clients that went away at level info, gunicorn at debug.";
const pipes =
  "In the pure idle race the application does not see the request, so a broken pipe at the same time speaks for connections that break while it answers.";
const noChart =
  "The 502s in the metrics were not read in this run, so nothing says whether these lines come with them.";
