import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { addKeepalive } from "../../../../src/alb/commands/keepalive.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-links-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = undefined;
});

/** Runs `handrail keepalive links`; what it prints and its exit code. */
async function linking(...args: readonly string[]) {
  const lines: string[] = [];
  const config = () => {
    throw new Error("asked for a configuration");
  };
  const program = new Command();
  addKeepalive(program, { out: (line) => lines.push(line), config });
  await program.parseAsync(["keepalive", "links", ...args], { from: "user" });
  return { text: lines.join("\n"), exitCode: process.exitCode };
}

describe("handrail keepalive links", () => {
  it("draws the path, says what is wrong and what to write", async () => {
    const { text, exitCode } = await linking(
      "--path",
      "nginx=75s/60s,node-20=5s",
      ...["--idle-timeout", "60"],
    );
    expect(text).toMatch(/^client\n.*\nload balancer\n.*closes 75 s\n.*✓ 15 s to spare\nnginx\n/);
    expect(text).toContain("Let Node.js keep idle connections for 70 s (safe)");
    expect(text).toMatch(/\n {2}\+ server\.keepAliveTimeout = 70000\n/);
    expect(exitCode).toBe(10);
  });

  it.each([
    ["nginx=75s", 0],
    ["nginx=10s", 10],
    ["nginx=60s", 11],
    ["nginx=65s", 12],
    ["nginx=unknown", 13],
  ])("exits for %s with %d", async (path, code) => {
    expect((await linking("--path", path, "--idle-timeout", "60")).exitCode).toBe(code);
  });

  it("reads the path from configurations, and names file and line in the change", async () => {
    const file = join(folder, "nginx.conf");
    await writeFile(file, "http {\n  keepalive_timeout 30;\n}\n");
    const { text } = await linking("--config", file);
    expect(text).toContain(`  # ${file}:2\n  - keepalive_timeout 30;\n  + keepalive_timeout 70;`);
  });

  it("asks for the load balancer's own timeout instead of taking 60 s for a fact", async () => {
    const { text, exitCode } = await linking("--path", "nginx=75s");
    expect(text).toContain("a load balancer at its default keeps them for 60 s");
    expect(text).toContain("say --idle-timeout");
    expect(exitCode).toBe(13);
  });

  it("draws services that stand side by side each for itself", async () => {
    const file = join(folder, "Procfile");
    await writeFile(
      file,
      "web: uvicorn web:app --timeout-keep-alive 75\napi: gunicorn -k gthread --keep-alive 5 api:app\n",
    );
    const { text, exitCode } = await linking("--config", file, "--idle-timeout", "60");
    expect(text.match(/^load balancer$/gm)).toHaveLength(2);
    expect(text).toContain("✗ 55 s too early\ngunicorn");
    expect(exitCode).toBe(10);
  });

  it("compares with another idle timeout and margin", async () => {
    const idle = ["--idle-timeout", "4s", "--margin", "2"];
    expect((await linking("--path", "node-20=5s", ...idle)).exitCode).toBe(0);
  });

  it("prints finding, links and changes as JSON", async () => {
    const { finding, links, remedies } = JSON.parse(
      (await linking("--path", "node-20=5s", "--idle-timeout", "60", "--json")).text,
    );
    expect(finding).toBe("too-short");
    expect(links).toMatchObject([
      { client: "the load balancer", clientKeepsSeconds: 60, serverClosesSeconds: 6 },
    ]);
    expect(remedies).toMatchObject([{ safety: "safe" }]);
  });

  it("says what is missing", async () => {
    await expect(linking()).rejects.toThrow(/--path nginx=75s\/60s.*--config/);
    const file = join(folder, "notes.txt");
    await writeFile(file, "restart it");
    await expect(linking("--config", file)).rejects.toThrow(/No server was recognised/);
    await expect(linking("--path", "nginx=75s", "--margin", "never")).rejects.toThrow(/--margin/);
  });
});
