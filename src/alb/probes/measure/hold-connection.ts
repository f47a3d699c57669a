import { setTimeout as pause } from "node:timers/promises";
import type {
  ConnectionHeaders,
  ConnectionOutcome,
  Fate,
} from "../../measuring/connection-outcome.ts";
import type { SocketPlan } from "../../measuring/sockets.ts";
import { connectionOn, type MeasuredConnection, type RequestOutcome } from "./connection.ts";
import { openSocket, type SocketTarget } from "./open-socket.ts";
import type { Ended } from "./socket-listener.ts";
import type { SteadyClock } from "./steady-clock.ts";

export interface Holding {
  readonly watch: SteadyClock;
  readonly signal: AbortSignal;
  /** Told of each answer. */
  readonly onAnswer: (answer: ConnectionHeaders) => void;
}

/** Opens one connection and sees what becomes of it, until its time is over or the signal. Never rejects. */
export async function holdConnection(
  plan: SocketPlan,
  where: SocketTarget,
  holding: Holding,
): Promise<ConnectionOutcome> {
  const { watch, signal } = holding;
  const { kind, requests: wanted, startAfterSeconds } = plan;
  await pause(startAfterSeconds * 1_000, undefined, { signal }).catch(() => undefined);
  const began = watch.now();
  const socket = await openSocket(where, signal);
  if (typeof socket === "string") {
    // Where the measuring ended first, nobody knows.
    const fate = { kind: "failed", reached: signal.aborted, why: socket } as const;
    return { kind, wanted, ...nothing, fate };
  }
  const roundTripSeconds = (watch.now() - began) / 1_000;
  const connection = connectionOn(socket, watch);
  try {
    const { early, ...got } = await askAll(connection, plan, where, holding);
    const fate = early ?? (await wait(connection, plan, where, holding, got.answer));
    return { kind, wanted, ...got, roundTripSeconds, offSeconds: connection.late() / 1_000, fate };
  } finally {
    connection.close();
  }
}

const nothing = { answered: 0, answer: null, roundTripSeconds: null, offSeconds: 0 };

/** Sends the requests before the wait, one after the other; `early` is how that ended where it does not come to the wait. */
async function askAll(
  connection: MeasuredConnection,
  plan: SocketPlan,
  where: SocketTarget,
  holding: Holding,
) {
  const text = requestText(where, plan.requests > 1);
  let answered = 0;
  let answer: ConnectionHeaders | null = null;
  while (answered < plan.requests && answer?.lastOne !== true) {
    const asked = await connection.ask(text, where.method, holding.signal);
    if (asked.kind !== "answer") {
      return { answered, answer, early: failureOf(asked, answered > 0, connection, holding) };
    }
    answered += 1;
    answer = asked.answer;
    holding.onAnswer(answer);
  }
  return { answered, answer };
}

/** As a load balancer asks, without a Connection header; several in a row ask for keep-alive by name, which some servers need. */
function requestText({ method, path, host }: SocketTarget, keep: boolean): string {
  const fields = [`Host: ${host}`, "User-Agent: handrail (measure)", "Accept: */*"];
  const all = keep ? [...fields, "Connection: keep-alive"] : fields;
  return `${method} ${path} HTTP/1.1\r\n${all.join("\r\n")}\r\n\r\n`;
}

function failureOf(
  asked: Exclude<RequestOutcome, { kind: "answer" }>,
  wasAnswered: boolean,
  connection: MeasuredConnection,
  { signal }: Holding,
): Fate {
  if (asked.kind === "ended" && wasAnswered) return closed(asked, connection);
  const why =
    asked.kind === "ended"
      ? "It closed the connection without an answer. If it speaks TLS, or only TLS, say so."
      : asked.kind === "bad"
        ? `It answered ${asked.why}.`
        : signal.aborted
          ? "The measuring ended before it answered."
          : "It did not answer within 10 s.";
  return { kind: "failed", reached: true, why };
}

async function wait(
  connection: MeasuredConnection,
  { kind, holdSeconds }: SocketPlan,
  where: SocketTarget,
  { watch, signal }: Holding,
  answer: ConnectionHeaders | null,
): Promise<Fate> {
  // Who announces the end of a connection closes it at once, or leaves that to the client.
  const seconds = answer?.lastOne === true ? Math.min(1, holdSeconds) : holdSeconds;
  const waited = await connection.quiet(seconds * 1_000, signal);
  if (waited.kind === "ended") return closed(waited, connection);
  const age = (watch.now() - connection.quietSince()) / 1_000;
  if (kind !== "reused" || signal.aborted || answer?.lastOne === true) {
    return { kind: "open", seconds: age };
  }
  const again = await connection.ask(requestText(where, false), where.method, signal);
  if (again.kind === "answer") return { kind: "used-again", seconds: age };
  // The FIN was under way when the request was sent: the connection was closed, and the request lost the race.
  if (again.kind === "ended" && again.by === "fin") {
    return { kind: "closed", seconds: age, by: "fin", unasked: null };
  }
  if (signal.aborted) return { kind: "open", seconds: age };
  return { kind: "dead", seconds: age, how: again.kind === "ended" ? "rst" : "no-answer" };
}

function closed({ at, by }: Ended, connection: MeasuredConnection): Fate {
  const seconds = Math.max(0, (at - connection.quietSince()) / 1_000);
  return { kind: "closed", seconds, by, unasked: connection.unasked() };
}
