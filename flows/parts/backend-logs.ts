import { choice, go, text } from "#flow";

/** Offered beside the review of timeouts: what the servers themselves wrote when the 502s came. */
export const askBackend = go("readBackendLogs", "Search the backend's log", { beside: true });

/** The backend's own log beside the 502s, then back to the review of timeouts. */
export const backendLogSteps = {
  readBackendLogs: {
    title: "Search the backend's log",
    say: "Handrail searches one CloudWatch log group for broken pipes, resets and upstreams that closed first, in the window of the 502s. Silence fits the race; such lines at the 502s say where else to look.",
    byHand: [
      "aws logs describe-log-groups --query 'logGroups[].logGroupName'",
      "aws logs filter-log-events --log-group-name <group> --filter-pattern '\"Broken pipe\"'",
    ],
    ask: {
      logGroup: text("Which CloudWatch log group do the servers write to?"),
      mostScanned: choice("How much may be scanned at most?", [
        "1 GB (about $0.005)",
        "5 GB (about $0.025)",
        "20 GB (about $0.10)",
      ]),
    },
    probe: "backend.logs",
    choices: {
      "upstream-closed": go("reviewBackend", "An upstream closed first: review"),
      "broken-pipes": go("reviewBackend", "Connections break: review the timeouts"),
      silent: go("reviewBackend", "Silent, as in the race: review"),
      "other-errors": go("reviewBackend", "Other errors: review all the same"),
      "over-cap": go("reviewBackend", "Too much to scan: go on without"),
      unknown: go("reviewBackend", "Not known: go on without the log"),
    },
    skip: "unknown",
  },
} as const;
