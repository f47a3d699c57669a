import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Command } from "commander";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { addKeepalive } from "../../../src/alb/commands/keepalive.ts";
import { measureProgressLine } from "../../../src/alb/commands/measure/progress.ts";
import { measureExitCodes } from "../../../src/alb/commands/measure/report.ts";
import { socketsFor } from "../../../src/alb/measuring/sockets.ts";
import { BadConfig } from "../../../src/run/errors.ts";
import {
  answered,
  closedPort,
  closeServers,
  nodeServer,
  rawServer,
} from "../probes/measure/servers.ts";

afterAll(closeServers);

afterEach(() => {
  process.exitCode = undefined;
});

/** Runs `handrail keepalive measure`; the lines it prints and its exit code. */
async function run(...args: readonly string[]) {
  const lines: string[] = [];
  const config = () => {
    throw new BadConfig("no region");
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addKeepalive(program, { out: (line) => lines.push(line), config }, names);
  for (const command of program.commands.flatMap(({ commands }) => commands)) {
    command.exitOverride().configureOutput({ writeErr: () => {} });
  }
  await program.parseAsync(["keepalive", "measure", ...args], { from: "user" });
  return { lines, exitCode: process.exitCode };
}

/** No name is looked up outside of this machine. */
const names = {
  lookup: async (name: string) => (/^[\d.]+$/.test(name) ? [name] : (known[name] ?? [])),
  aliases: async (name: string) =>
    name === "shop.example" ? ["shop-1.eu-central-1.elb.amazonaws.com"] : [],
};
const known: Record<string, string[]> = { "app.example": ["127.0.0.1", "127.0.0.2"] };

const at = ({ port }: { port: number }) => `127.0.0.1:${port}`;
const short = ["--idle-timeout", "1.5s", "--margin", "0.2s"];

describe("handrail keepalive measure", () => {
  it("says when the server closes and what that means, and exits by the finding", async () => {
    const { lines, exitCode } = await run(at(await nodeServer(300)), ...short);
    expect(lines[0]).toMatch(
      /^127\.0\.0\.1:\d+ closes an idle connection after 0\.\d\d s \(± 0\.\d\d s\), with FIN\. Behind a load balancer that keeps them for 1\.5 s that is 1[.\d]* s too short/,
    );
    expect(exitCode).toBe(10);
  });

  it("tells as soon as it can with --quick, by the second request", async () => {
    const { lines, exitCode } = await run(at(await nodeServer(0)), ...short, "--quick");
    expect(lines[0]).toContain("kept every idle connection open for at least 1.7 s");
    expect(lines[0]).toContain("and a second request on one then was answered");
    expect(exitCode).toBe(0);
  });

  it("waits for a connection on which nothing is sent where it is asked to", async () => {
    const args = ["--max", "700ms", "--first-request", "--requests", "0"];
    const { lines } = await run(at(await nodeServer(300)), ...args);
    expect(lines.at(-1)).toMatch(/nothing was sent was still open after 0\.\d\d s/);
  });

  it("proves the order of a link", async () => {
    const where = await nodeServer(0);
    const args = [at(where), "--prove", "500ms", "--margin", "100ms", "--json"];
    const { lines, exitCode } = await run(...args);
    const { connections, finding } = JSON.parse(lines.join(""));
    expect(connections).toHaveLength(3);
    expect(connections[0].fate).toMatchObject({ kind: "used-again" });
    expect(finding).toBe("long-enough");
    expect(exitCode).toBe(0);
  });

  it("asks as it is told to", async () => {
    const asked: string[] = [];
    const where = await nodeServer(300, {}, ({ method, url, headers }, response) => {
      asked.push(`${method} ${url} ${headers.host}`);
      response.end("ok");
    });
    await run(
      `http://${at(where)}/health?x=1`,
      "--method",
      "get",
      "--host",
      "shop.example",
      ...short,
    );
    expect(new Set(asked)).toEqual(new Set(["GET /health?x=1 shop.example"]));
    expect(asked.length).toBeLessThanOrEqual(3 + 10 + 1);
  });

  it("prints what the documentation shows as JSON", async () => {
    const where = await nodeServer(300);
    const { lines } = await run(at(where), ...short, "--json");
    const page = await readFile(join(import.meta.dirname, "../../../docs/measuring.md"), "utf8");
    const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
    expect(shapeOf(JSON.parse(lines.join("")))).toEqual(shapeOf(example));
  });

  it("refuses the name of a load balancer without asking it", async () => {
    const name = "shop-web-1234567890.eu-central-1.elb.amazonaws.com";
    const { lines, exitCode } = await run(`${name}:80`);
    expect(lines).toEqual([
      expect.stringMatching(/is the load balancer .* name a server's address/),
    ]);
    expect(exitCode).toBe(15);
  });

  it("refuses a name that is an alias for a load balancer's", async () => {
    const { lines, exitCode } = await run("shop.example:80");
    expect(lines[0]).toContain("shop.example:80 is the load balancer shop-1.eu-central-1.elb");
    expect(exitCode).toBe(15);
  });

  it("says which of several addresses was measured", async () => {
    const { port } = await nodeServer(300);
    const { lines } = await run(`app.example:${port}`, ...short);
    expect(lines.at(-1)).toContain(
      "app.example has 2 addresses; 127.0.0.1 was measured, not 127.0.0.2.",
    );
  });

  it("refuses to judge by what a load balancer answers", async () => {
    const where = await rawServer((socket) => socket.write(answered("Server: awselb/2.0")));
    const { lines, exitCode } = await run(at(where));
    expect(lines).toEqual([expect.stringContaining("(Server: awselb)")]);
    expect(exitCode).toBe(15);
  });

  it("says that nothing listens there", async () => {
    const { lines, exitCode } = await run(at(await closedPort()));
    expect(lines[0]).toContain("nothing listens there");
    expect(exitCode).toBe(14);
  });

  it("says that the time was too short to tell", async () => {
    const { lines, exitCode } = await run(at(await nodeServer(0)), "--max", "200ms");
    expect(lines[0]).toContain("wait longer");
    expect(exitCode).toBe(13);
  });

  it.each([
    [["10.0.0.1"], /no host and port\. Write the server's own address and port/],
    [["10.0.0.1:99999"], /99999 is no port/],
    [["http://me:secret@10.0.0.1/"], /Leave out the name before the @/],
    [["10.0.0.1:80", "--path", "health"], /A path begins with \//],
    [["10.0.0.1:80", "--host", "a\r\nb"], /--host takes a host name/],
    [["10.0.0.1:80", "--max", "soon"], /Write a time/],
    [["10.0.0.1:80", "--method", "POST"], /HEAD or GET/],
    [["10.0.0.1:80", "--connections", "50"], /a whole number from 1 to 10/],
    [["no-such-host.invalid:80"], /no-such-host\.invalid has no address here/],
  ])("refuses %j in a sentence", async (args, says) => {
    await expect(run(...args)).rejects.toThrow(says);
  });

  it("ends on Ctrl-C with what is known by then", async () => {
    let ask: () => void = () => {};
    const isAsked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const where = await nodeServer(0, {}, (_, response) => {
      response.end("ok");
      setTimeout(ask, 100);
    });
    const cli = join(import.meta.dirname, "../../../src/cli.ts");
    const args = [cli, "keepalive", "measure", at(where), "--json"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const printed = text(child.stdout);
    await isAsked;
    child.kill("SIGINT");
    const code = await new Promise((done) => child.once("exit", done));
    const said = JSON.parse(await printed);
    expect(said).toMatchObject({ interrupted: true, finding: "unknown" });
    expect(said.measured.outcome).toBe("at-least");
    expect(said.details[0]).toContain("ended early");
    expect(code).toBe(13);
  });

  it("shows on a terminal how far it is", () => {
    const settings = { idleTimeoutSeconds: 60, marginSeconds: 10, maxSeconds: 130 };
    const plans = socketsFor({ ...settings, connections: 3, requests: 10, spreadSeconds: 1 });
    expect(measureProgressLine(38.7, plans, [])).toBe(
      "38 of at most 131 s: 6 connections open, none closed yet. Ctrl-C ends it.",
    );
  });

  it("has each of its exit codes in the documentation", async () => {
    const page = await readFile(join(import.meta.dirname, "../../../docs/measuring.md"), "utf8");
    const rows = [...page.matchAll(/^\| (\d+) \| `([\w-]+)` \|/gm)];
    expect(Object.fromEntries(rows.map(([, code, finding]) => [finding, Number(code)]))).toEqual(
      measureExitCodes,
    );
  });
});

/** Names and types, down to the bottom; what may be null or absent is not told apart. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
