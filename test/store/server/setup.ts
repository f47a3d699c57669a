import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where tests ask for a PostgreSQL server; the first to ask has it started. */
    readonly postgres: string;
  }
}

let keeper: ChildProcess | undefined;
let kept: Promise<string> | undefined;

const desk = createServer(async (_, response) => {
  kept ??= startKeeper();
  await kept.then(
    (line) => response.end(line),
    (error) => response.writeHead(500).end(String(error)),
  );
});

/** For all test files at once: one PostgreSQL server, started when the first of them asks for it. */
export async function setup(project: TestProject): Promise<void> {
  desk.listen(0, "127.0.0.1");
  await once(desk, "listening");
  const address = desk.address();
  if (typeof address === "object" && address !== null)
    project.provide("postgres", `http://127.0.0.1:${address.port}`);
}

export async function teardown(): Promise<void> {
  desk.close();
  desk.closeAllConnections();
  if (keeper === undefined || keeper.exitCode !== null) return;
  const ended = once(keeper, "close");
  keeper.stdin?.end();
  await ended;
}

async function startKeeper(): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "keeper.ts")]);
  keeper = child;
  child.stderr.pipe(process.stderr);
  for await (const line of createInterface({ input: child.stdout })) {
    const says = JSON.parse(line);
    if ("missing" in says) process.stderr.write(`${says.missing}\n`);
    return line;
  }
  throw new Error("PostgreSQL could not be started; what it said stands above.");
}
