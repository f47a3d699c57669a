import { connect, type Socket } from "node:net";
import { hostname } from "node:os";
import type { Clock, Log } from "../engine/ports.ts";
import { createWaiting, type Lines, type Waiting } from "./waiting-lines.ts";

export interface SyslogParts {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  /** How long after a failure it is tried again, in milliseconds; 1,000 unless told. */
  readonly againMs?: number;
}

/**
 * Sends each line to a syslog server over TCP, as RFC 5424 with the octet counts of RFC 6587. What cannot be sent waits, in order, and a
 * line that was under way when the connection broke is sent again.
 */
export function openSyslog(parts: SyslogParts): Lines {
  const sending: Sending = { parts, waiting: createWaiting(parts.clock), isSending: false };
  return {
    write: (line) => {
      sending.waiting.add(line);
      pump(sending);
    },
    close: () => closed(sending),
  };
}

interface Sending {
  readonly parts: SyslogParts;
  readonly waiting: Waiting;
  socket?: Socket | undefined;
  /** The first line that waits is under way. */
  isSending: boolean;
  isClosed?: true;
  hasFailed?: boolean;
}

/** Sends what waits, one line after the other. */
function pump(sending: Sending): void {
  const { parts, waiting, isSending, isClosed } = sending;
  const [line] = waiting.lines;
  if (line === undefined || isSending || isClosed) return;
  sending.socket ??= opened(parts, (socket, error) => fail(sending, socket, error));
  const { socket } = sending;
  sending.isSending = true;
  socket.write(framed(line, parts.clock()), (error) => {
    if (sending.socket !== socket || error) return;
    if (sending.hasFailed) parts.log.info("The syslog server takes audit lines again");
    Object.assign(sending, { isSending: false, hasFailed: false });
    waiting.shift();
    pump(sending);
  });
}

function fail(sending: Sending, socket: Socket, error?: Error): void {
  const { parts, waiting } = sending;
  if (sending.socket !== socket) return;
  Object.assign(sending, { socket: undefined, isSending: false });
  if (waiting.lines.length > 0 && !sending.hasFailed) {
    parts.log.error("The syslog server takes no audit lines; they wait in memory", error);
    sending.hasFailed = true;
  }
  setTimeout(pump, parts.againMs ?? 1_000, sending).unref();
}

function opened({ host, port }: SyslogParts, fail: (socket: Socket, error?: Error) => void) {
  const socket = connect({ host, port });
  let problem: Error | undefined;
  socket.on("error", (error) => {
    problem = error;
  });
  socket.on("close", () => fail(socket, problem));
  // A server that says something is none of ours, but must be read for its end to be seen.
  socket.resume();
  socket.unref();
  return socket;
}

/** Facility 13 is the audit's, severity 6 informational. */
const priority = 13 * 8 + 6;

function framed(line: string, now: number): string {
  const at = new Date(now).toISOString();
  const message = `<${priority}>1 ${at} ${hostname()} handrail ${process.pid} - - ${line.trimEnd()}`;
  return `${Buffer.byteLength(message)} ${message}`;
}

/** Ends the connection once what was handed to it is sent, within a second. */
async function closed(sending: Sending): Promise<void> {
  const { socket } = sending;
  if (socket === undefined || socket.destroyed) return;
  const over = new Promise((resolve) => socket.once("close", resolve));
  const patience = setTimeout(() => socket.destroy(), 1_000);
  while (sending.isSending && sending.socket === socket)
    await new Promise((resolve) => setImmediate(resolve));
  sending.isClosed = true;
  socket.end();
  await over;
  clearTimeout(patience);
}
