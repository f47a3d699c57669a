import type { Socket } from "node:net";
import {
  type ConnectionHeaders,
  parseConnectionHeaders,
} from "../../measuring/connection-outcome.ts";
import { readHead } from "../../measuring/framing.ts";
import { createResponseReader, type ResponseProgress } from "../../measuring/response-reader.ts";
import { createSocketListener, type Ended, type Heard } from "./socket-listener.ts";
import type { SteadyClock } from "./steady-clock.ts";

export type RequestOutcome =
  | { readonly kind: "answer"; readonly answer: ConnectionHeaders }
  /** `why` completes "It answered …". */
  | { readonly kind: "bad"; readonly why: string }
  | { readonly kind: "no-answer" }
  | Ended;

/** One open connection. Its methods never reject. */
export interface MeasuredConnection {
  /** When the last byte of an answer arrived, or the connection was opened. */
  readonly quietSince: () => number;
  /** How late that, and the end of the connection, may have been noticed together, in milliseconds. */
  readonly late: () => number;
  /** Sends a request, as text, and waits for all of its answer, at most ten seconds. */
  readonly ask: (
    text: string,
    method: "HEAD" | "GET",
    signal: AbortSignal,
  ) => Promise<RequestOutcome>;
  /** Waits until the other side ends it, or `ms` after it fell quiet, or the signal. */
  readonly quiet: (ms: number, signal: AbortSignal) => Promise<Ended | { readonly kind: "open" }>;
  /** The status of a response that came without a request; null without one. */
  readonly unasked: () => number | null;
  readonly close: () => void;
}

/** Listens to an open socket from now on. */
export function connectionOn(socket: Socket, watch: SteadyClock): MeasuredConnection {
  const listener = createSocketListener(socket, watch);
  return {
    quietSince: () => listener.heard.quietSince,
    late: () => listener.heard.late + (listener.heard.ended?.late ?? 0),
    unasked: () => statusIn(listener.heard.stray),
    close: () => void socket.destroy(),
    ask: async (text, method, signal) => {
      const reader = createResponseReader(method);
      let read: ResponseProgress = { kind: "more" };
      listener.listen((chunk) => {
        read = reader.push(chunk);
      });
      socket.write(text);
      await listener.until(() => read.kind !== "more", answerMs, signal);
      listener.listen();
      return askedOf(
        listener.heard.ended && read.kind === "more" ? reader.ended() : read,
        listener.heard,
      );
    },
    quiet: async (ms, signal) => {
      // A timer may fire a millisecond early, and what is measured must not fall short of what was asked for.
      const left = ms - (watch.now() - listener.heard.quietSince) + 2;
      await listener.until(() => false, left, signal);
      return listener.heard.ended ?? { kind: "open" };
    },
  };
}

const answerMs = 10_000;

function askedOf(read: ResponseProgress, { ended }: Heard): RequestOutcome {
  if (read.kind === "done") return { kind: "answer", answer: parseConnectionHeaders(read.head) };
  if (ended !== undefined) return ended;
  return read.kind === "bad" ? read : { kind: "no-answer" };
}

/** Some servers say 408 before they close. */
function statusIn(text: string): number | null {
  const read = readHead(text);
  return read.kind === "head" ? read.head.status : null;
}
