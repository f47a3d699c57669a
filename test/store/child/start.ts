import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";

export interface Child {
  readonly pid: number;
  /** The lines that it prints, ending when it has ended. */
  readonly lines: AsyncIterator<string>;
  readonly tell: (line: string) => void;
  readonly kill: () => void;
  /** Resolves with its exit code, null when it was killed, and what it said on standard error. */
  readonly ended: Promise<{ readonly code: number | null; readonly complaint: string }>;
}

/** Starts scripts of this folder as processes of their own; what still runs after the test file is killed. */
export function children(): (script: string, path: string) => Child {
  const started: ChildProcess[] = [];
  afterAll(() => {
    for (const child of started) child.kill("SIGKILL");
  });
  return (script, path) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, script), path]);
    started.push(child);
    let complaint = "";
    child.stderr.on("data", (text) => {
      complaint += text;
    });
    return {
      pid: child.pid ?? 0,
      lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
      tell: (line) => child.stdin.write(`${line}\n`),
      kill: () => child.kill("SIGKILL"),
      ended: once(child, "close").then(([code]) => ({ code, complaint })),
    };
  };
}
