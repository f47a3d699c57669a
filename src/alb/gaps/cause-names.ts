import type { LogCause } from "./causes.ts";

/** The causes in words, to stand after "The largest share is". */
export const causeNames: { readonly [cause in LogCause]: string } = {
  "keepalive-race": "the keep-alive race",
  "target-error": "the application answering 502 itself",
  "connect-refused": "refused connections",
  tls: "failed TLS handshakes with the target",
  "no-connection": "requests that were never dispatched (refused, reset or failed TLS)",
  killed: "connections closed while the application was at work",
  "bad-response": "responses that the load balancer refuses (malformed, or headers over 32 K)",
  "lambda-body": "Lambda responses over 1 MB",
  lambda: "the Lambda function failing",
  "no-target": "requests for which no target was chosen",
  unexplained: "connections closed at once, for a reason that the logs do not tell",
};
