import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { addKeepalive, keepaliveExitCodes } from "../../../src/alb/commands/keepalive.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-keepalive-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = undefined;
});

const sixty = ["--idle-timeout", "60s"];

/** Runs `handrail keepalive read` on a file with this text; the lines it prints, its exit code and the file's path. */
async function reading(name: string, text: string, ...options: readonly string[]) {
  const file = join(folder, name);
  await writeFile(file, text);
  const { lines, exitCode } = await run(file, ...options);
  return { lines: lines.map((line) => line.replaceAll(folder, "")), exitCode };
}

async function run(...args: readonly string[]) {
  const lines: string[] = [];
  const config = () => {
    throw new Error("asked for a configuration");
  };
  const program = new Command();
  addKeepalive(program, { out: (line) => lines.push(line), config });
  await program.parseAsync(["keepalive", "read", ...args], { from: "user" });
  return { lines, exitCode: process.exitCode };
}

describe("handrail keepalive read", () => {
  it("prints server, side, value, place and what it means for a load balancer, on one line", async () => {
    const { lines, exitCode } = await reading(
      "app.js",
      'import Fastify from "fastify";\nFastify({ keepAliveTimeout: 5000 });\n',
      ...sixty,
    );
    expect(lines).toEqual([
      "Fastify  server  5 s  /app.js:2  too short: Fastify closes idle connections after 6 s (5 s set + 1 s that Fastify adds); the load balancer keeps them for 60 s, 54 s longer.",
    ]);
    expect(exitCode).toBe(10);
  });

  it.each([
    ["http { keepalive_timeout 75; }", "long enough", 0],
    ["http { keepalive_timeout 60; }", "tie", 11],
    ["http { keepalive_timeout 10; }", "too short", 10],
    ["http { keepalive_timeout 0; }", "long enough", 0],
    ["http { keepalive_timeout {{ later }}; }", "variable", 13],
  ])("says of %s %s, and exits with %d", async (text, words, code) => {
    const { lines, exitCode } = await reading("nginx.conf", text, ...sixty);
    expect(lines).toEqual([expect.stringContaining(words)]);
    expect(exitCode).toBe(code);
  });

  it.each([
    ["nginx.conf", "http { keepalive_timeout 75; }", [], "60 s is what"],
    ["nginx.conf", "http { server { listen 80; } }", sixty, "No line sets it"],
    ["nginx.a.conf", "keepalive_timeout 600s;", sixty, "server block"],
  ])("clears nobody by an assumption: %s with %s", async (name, text, options, why) => {
    const { lines, exitCode } = await reading(name, text, ...options);
    expect(lines).toEqual([expect.stringMatching(/not proven|unknown/)]);
    expect(lines[0]).toContain(why);
    expect(exitCode).toBe(13);
  });

  it("exits with the worst of several readings", async () => {
    const text = "http {\n server { keepalive_timeout 75; }\n server { keepalive_timeout 3; }\n}";
    expect((await reading("nginx.conf", text)).exitCode).toBe(10);
  });

  it("proves nothing beside a file that was not understood", async () => {
    const other = join(folder, "application.conf");
    await writeFile(other, "ktor { deployment { port = 80 } }\n");
    const { lines, exitCode } = await reading(
      "nginx.conf",
      "http { keepalive_timeout 75; }",
      ...sixty,
      other,
    );
    expect(lines[1]).toMatch(/^not recognised {2}.*application\.conf:1/);
    expect(exitCode).toBe(13);
  });

  it("says what a timeout towards servers behind it asks of them", async () => {
    const text =
      "http {\n keepalive_timeout 75;\n upstream a { server b:80; keepalive 2; keepalive_timeout 30s; }\n}";
    const { lines, exitCode } = await reading("nginx.conf", text, ...sixty);
    expect(lines[1]).toMatch(
      / client {2}30 s .*The server behind it has to wait longer than 30 s\.$/,
    );
    expect(exitCode).toBe(0);
  });

  it("names the values that may hold where one is not known", async () => {
    const { lines } = await reading("site.conf", "server { listen 80; }");
    expect(lines[0]).toMatch(/ unknown .*not given\. It may be 75 s or 65 s\.$/);
  });

  it("prints the readings as JSON", async () => {
    const { lines } = await reading("Procfile", "web: uvicorn app:app\n", "--json");
    expect(JSON.parse(lines.join("\n"))).toEqual([
      {
        server: "uvicorn",
        side: "server",
        seconds: 5,
        state: "default",
        file: join(folder, "Procfile").replace(folder, ""),
        line: 1,
        byDefault: true,
        others: [],
      },
    ]);
  });

  it("clears nothing by a load balancer alone: no server is in it, and it exits with 2", async () => {
    const text = 'resource "aws_lb" "a" {\n  idle_timeout = 60\n}\n';
    expect((await reading("alb.tf", text)).exitCode).toBe(2);
  });

  it("says that it knows no server in a text, and exits with 2", async () => {
    const { lines, exitCode } = await reading("notes.txt", "restart it");
    expect(lines[0]).toMatch(
      /^not recognised {2}server {2}unknown {2}\/notes\.txt:1 {2}This does not look like/,
    );
    expect(exitCode).toBe(2);
  });

  it("refuses what is no file, in a sentence", async () => {
    await expect(run(join(folder, "missing.conf"))).rejects.toThrow(
      /could not be read \(ENOENT\)\. Name files, or - for/,
    );
    await expect(run(folder)).rejects.toThrow(/is no file\. Name files, or - for/);
  });

  it("has each of its exit codes in the documentation", async () => {
    const page = join(import.meta.dirname, "../../../docs/reading-configurations.md");
    const documented = [...(await readFile(page, "utf8")).matchAll(/^\| (\d+) \|/gm)].map(
      ([, code]) => Number(code),
    );
    expect(documented.sort()).toEqual(
      [...new Set([...Object.values(keepaliveExitCodes), 1])].sort(),
    );
  });
});
