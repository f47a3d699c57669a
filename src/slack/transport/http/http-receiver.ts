import { rateLimitedLog } from "../../../engine/rate-limited-log.ts";
import { createIntake, type IntakeParts } from "../intake.ts";
import type { HttpConfig, Transport } from "../transport.ts";
import { createAnswerer } from "./answer-request.ts";
import {
  closeServer,
  defaultLimits,
  listenOn,
  type OtherRoute,
  portOf,
  type ServerLimits,
  serverWith,
} from "./server.ts";
import { createVerifier } from "./signature.ts";
import { createUnverified } from "./unverified-bodies.ts";

/** Requests over HTTP at /slack/events, signed by Slack; TLS is ended in front of it. */
export function createHttpTransport(
  parts: IntakeParts &
    Omit<HttpConfig, "kind"> & {
      readonly bounds?: ServerLimits | undefined;
      readonly otherRoute?: OtherRoute | undefined;
    },
): Transport {
  const { signingSecret, clock, log } = parts;
  const intake = createIntake(parts);
  const verifier = createVerifier(signingSecret, clock);
  const onRefused = () => parts.onTaken?.("http", "refused", 0);
  const unverified = createUnverified();
  const refusals = { onRefused, log: rateLimitedLog(log, clock) };
  const answerer = createAnswerer({ ...verifier, unverified, take: intake.take, ...refusals });
  const server = serverWith(answerer, parts.bounds ?? defaultLimits, parts.otherRoute);
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  return {
    receiver: {
      init: intake.init,
      start: () => listenOn(server, parts),
      stop: () => closeServer(server, intake.stop),
    },
    state: () => ({
      kind: "http",
      open: server.listening ? 1 : 0,
      ...intake.last(),
      ...portOf(server),
    }),
    broken: broken.promise,
  };
}
