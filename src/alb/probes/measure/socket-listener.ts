import type { Socket } from "node:net";

import type { SteadyClock } from "./steady-clock.ts";

/** How the other side ended a connection, in milliseconds of the watch, and how late that may have been noticed. */
export interface Ended {
  readonly kind: "ended";
  readonly at: number;
  readonly late: number;
  readonly by: "fin" | "rst";
}

/** What a socket has said so far. */
export interface Heard {
  /** When the last byte of an answer arrived, or listening began. */
  readonly quietSince: number;
  /** How late that may have been noticed, in milliseconds. */
  readonly late: number;
  readonly ended: Ended | undefined;
  /** What came while nobody listened for an answer. */
  readonly stray: string;
}

/** Notes what an open socket says from now on, and lets one at a time wait for it. */
export function createSocketListener(socket: Socket, { now, late }: SteadyClock) {
  const heard: Hearing = { quietSince: now(), late: late(), ended: undefined, stray: "" };
  let changed = () => {};
  let listener: ((chunk: string) => void) | undefined;
  onEnd(socket, (by) => {
    heard.ended ??= { kind: "ended", at: now(), late: late(), by };
    changed();
  });
  socket.on("data", (data: Buffer) => {
    const chunk = data.toString("latin1");
    if (listener === undefined) heard.stray = `${heard.stray}${chunk}`.slice(0, 1_000);
    else Object.assign(heard, { quietSince: now(), late: late() });
    listener?.(chunk);
    changed();
  });
  const onChange = (tell: () => void) => {
    changed = tell;
  };
  return {
    heard: heard as Heard,
    /** Where the bytes of an answer go; nobody listens when absent. */
    listen: (to?: (chunk: string) => void) => {
      listener = to;
    },
    /** Until the other side has ended the connection, or this is so, or the time is over, or the signal. */
    until: (so: () => boolean, ms: number, signal: AbortSignal) =>
      until(() => heard.ended !== undefined || so(), onChange, ms, signal),
  };
}

type Hearing = { -readonly [Key in keyof Heard]: Heard[Key] };

function onEnd(socket: Socket, tell: (by: Ended["by"]) => void): void {
  socket.on("end", () => tell("fin"));
  socket.on("error", () => tell("rst"));
  socket.on("close", () => tell("fin"));
}

function until(
  so: () => boolean,
  onChange: (tell: () => void) => void,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  if (so() || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      onChange(() => {});
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish, { once: true });
    onChange(() => so() && finish());
  });
}
