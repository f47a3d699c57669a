import type { Verdict } from "./verdict.ts";

/** The exit code of each verdict; 1 is left for what could not be started at all, such as a misspelt option. */
export const exitCodes: { readonly [verdict in Verdict]: number } = {
  quiet: 0,
  "keepalive-race": 10,
  "inner-hop-race": 11,
  deploy: 12,
  "targets-down": 13,
  "connect-refused": 14,
  tls: 15,
  "target-error": 16,
  "killed-mid-request": 17,
  "bad-response": 18,
  mixed: 19,
  unclear: 20,
  "too-few": 21,
  "no-traffic": 22,
  unread: 30,
};
