import http from "node:http";
import https from "node:https";
import { type RawData, WebSocket } from "ws";
import type { Envelope } from "../intake.ts";

export interface SocketConnection {
  /** How many connections of this app Slack counts, this one included. Rejects when it ends before it was greeted. */
  readonly greeted: Promise<number>;
  /** Slack announced that it will end this connection, and why. Never rejects. */
  readonly leaving: Promise<string>;
  /** Why it ended. Never rejects. */
  readonly ended: Promise<string>;
  /** Ends it, within two seconds even when nobody is at the other end. */
  readonly close: () => void;
}

/** Opens a connection; each envelope it brings is acknowledged on it, and on no other. */
export function openConnection(
  url: string,
  take: (envelope: Envelope) => void,
  { greetingMs, pulseMs, closeMs }: SocketTimings = timings,
): SocketConnection {
  // The process's own agent, which knows of a proxy; ws takes none by itself.
  const agent = url.startsWith("wss:") ? https.globalAgent : http.globalAgent;
  const socket = new WebSocket(url, { handshakeTimeout: greetingMs, agent, maxPayload });
  const greeted = Promise.withResolvers<number>();
  const leaving = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<string>();
  const impatience = setTimeout(() => socket.terminate(), greetingMs);
  greeted.promise.catch(() => {}).finally(() => clearTimeout(impatience));
  let why = "Slack closed it";
  socket.on("open", () => watchPulse(socket, pulseMs));
  socket.on("error", (error) => {
    why = error.message;
  });
  const farewell = (reason: string) => {
    why = `Slack ended it (${reason})`;
    leaving.resolve(reason);
  };
  const handlers = { hello: greeted.resolve, farewell, take };
  socket.on("message", (data) => hear(socket, data, handlers));
  socket.on("close", () => {
    ended.resolve(why);
    greeted.reject(new Error(why));
  });
  const close = () => closeSoon(socket, closeMs);
  return { greeted: greeted.promise, leaving: leaving.promise, ended: ended.promise, close };
}

/** Bytes; Slack's largest payloads are a few hundred kilobytes. A longer message ends the connection. */
const maxPayload = 4_000_000;

/** Waiting times in milliseconds. */
export interface SocketTimings {
  readonly greetingMs: number;
  /** Between two pings; the one before must have been answered by then. */
  readonly pulseMs: number;
  /** For the other end's part in closing. */
  readonly closeMs: number;
}

const timings: SocketTimings = { greetingMs: 10_000, pulseMs: 5_000, closeMs: 2_000 };

interface Handlers {
  readonly hello: (connections: number) => void;
  readonly farewell: (reason: string) => void;
  readonly take: (envelope: Envelope) => void;
}

// Message types: https://docs.slack.dev/apis/events-api/using-socket-mode
function hear(socket: WebSocket, data: RawData, { hello, farewell, take }: Handlers): void {
  const message = read(data);
  const { type, envelope_id: id, payload } = message;
  const { num_connections: connections, reason } = message;
  if (type === "hello") hello(typeof connections === "number" ? connections : 1);
  if (type === "disconnect")
    farewell(typeof reason === "string" ? reason.slice(0, 100) : "no reason given");
  if (typeof type !== "string" || typeof id !== "string") return;
  const ack = (response?: object) => acknowledge(socket, id, response);
  take({
    type,
    body: payload,
    ack,
    // Else it would come again and again.
    refuse: () => void ack().catch(() => {}),
    ...(typeof message.retry_attempt === "number" ? { retry_num: message.retry_attempt } : {}),
    ...(typeof message.retry_reason === "string" ? { retry_reason: message.retry_reason } : {}),
  });
}

const acknowledge = (socket: WebSocket, id: string, response?: object): Promise<void> =>
  new Promise((resolve, reject) => {
    const answer = response === undefined ? {} : { payload: response };
    socket.send(JSON.stringify({ envelope_id: id, ...answer }), (error) =>
      error ? reject(error) : resolve(),
    );
  });

/** Ends a connection whose other end vanished without a word. */
function watchPulse(socket: WebSocket, everyMs: number): void {
  let isAlive = true;
  const timer = setInterval(() => {
    if (isAlive) socket.ping();
    else socket.terminate();
    isAlive = false;
  }, everyMs);
  timer.unref();
  socket.on("pong", () => {
    isAlive = true;
  });
  socket.on("close", () => clearInterval(timer));
}

function closeSoon(socket: WebSocket, withinMs: number): void {
  socket.close(1000);
  const timer = setTimeout(() => socket.terminate(), withinMs);
  socket.on("close", () => clearTimeout(timer));
}

function read(data: RawData): Readonly<Record<string, unknown>> {
  try {
    const message: unknown = JSON.parse(String(data));
    return isRecord(message) ? message : {};
  } catch {
    return {};
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
