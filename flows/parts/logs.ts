import { again, go } from "#flow";
import { nobodyYet, takenOver } from "./hand-over.ts";

/** The access logs, between the pattern in the metrics and the review of timeouts: they tell each 502 apart. */
export const logSteps = {
  readLogs: {
    title: "Read the access logs",
    say: "Metrics can only make the race possible. The access logs tell the 502s apart, and show the race where the failed requests hit connections that had been idle for the same time.",
    byHand: [
      "aws elbv2 describe-load-balancer-attributes --load-balancer-arn <arn>",
      "handrail logs 's3://<bucket>/<prefix>/AWSLogs/<account>/elasticloadbalancing/<region>' --since 3h",
    ],
    probe: "alb.logs",
    choices: {
      "keepalive-race": go("reviewBackend", "Next: review the timeouts"),
      mixed: go("reviewBackend", "The race and more: review the timeouts"),
      deploy: go("deploysFail", "Changes of targets: see who made them"),
      "killed-mid-request": go("anotherCause", "Requests are cut off: see what to do"),
      "connect-refused": go("anotherCause", "Connections are refused: see what to do"),
      tls: go("anotherCause", "TLS fails: see what to do"),
      "bad-response": go("anotherCause", "Responses are refused: see what to do"),
      "target-error": go("anotherCause", "The application fails: see what to do"),
      "too-few": again(6, "readLogs", "reviewBackend", "Too few yet: read again"),
      "not-delivered": again(6, "readLogs", "reviewBackend", "Not delivered yet: look again"),
      "logs-off": go("reviewBackend", "Go on without the logs"),
      unclear: go("reviewBackend", "Unclear: review the timeouts anyway"),
    },
    skip: "unclear",
    // The first files come within ten minutes of switching the logs on.
    remind: 600,
  },
  anotherCause: {
    title: "The logs show another cause",
    say: "This is not the keep-alive race, so no timeout mends it.",
    choices: {
      leave: takenOver,
      again: go("readLogs", "Fixed: read the logs again"),
      nobody: nobodyYet,
    },
    skip: "nobody",
  },
} as const;
