import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { setTimeout as pause } from "node:timers/promises";
import { listen, shut } from "../loopback.ts";
import { certificateFor } from "./certificate.ts";
import { newest, type WorldPast } from "./past.ts";
import type { World } from "./shape.ts";

type Answers = NonNullable<World["endpoint"]>;

const well = { status: 200, ms: 0, body: "ok" };

/** An address of the world that really answers. */
export interface Endpoint {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves an address on a free loopback port, with TLS where one of its answers has a certificate. */
export async function startEndpoint(
  answers: Answers,
  past: WorldPast,
  clock: () => number,
): Promise<Endpoint> {
  const now = () => newest(answers, past.until(clock())) ?? well;
  const answer: RequestListener = (_, response) => {
    const { status, ms, body } = now();
    void pause(ms, undefined, { ref: false }).then(() => response.writeHead(status).end(body));
  };
  const isSecure = Object.values(answers).some(({ certDaysLeft }) => certDaysLeft !== undefined);
  const server = isSecure ? secure(answer, now, clock) : createHttp(answer);
  const port = await listen(server);
  return {
    url: `${isSecure ? "https" : "http"}://127.0.0.1:${port}/`,
    close: () => shut(server),
  };
}

/** A server that shows each client the certificate of now. */
function secure(answer: RequestListener, now: () => Answers[string], clock: () => number) {
  const made = new Map<number, ReturnType<typeof certificateFor>>();
  const certificate = () => {
    const days = now().certDaysLeft ?? 90;
    const known = made.get(days) ?? certificateFor("127.0.0.1", clock() + days * 86_400_000);
    made.set(days, known);
    return known;
  };
  const server = createHttps(certificate(), answer);
  // A client that asks by an address sends no name, so the context is changed before each handshake.
  server.prependListener("connection", () => server.setSecureContext(certificate()));
  return server;
}
