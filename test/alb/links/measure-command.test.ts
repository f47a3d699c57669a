import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { measureCommand, readMeasurement } from "../../../src/alb/links/measure-command.ts";

const run = promisify(execFile);
const open: { close: () => void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

/** Pastes what a shell shows: the line itself, what it printed, and what it complained about. */
async function pasteFrom(port: number, maxSeconds?: number): Promise<string> {
  const line = measureCommand(port, maxSeconds);
  const ran = await run("sh", ["-c", line]).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return `app@web-1:~$ ${line}\n${ran.stderr}${ran.stdout}app@web-1:~$ `;
}

const answering = (headers: Record<string, string> = {}, status = 200) =>
  createServer((_request, response) => response.writeHead(status, headers).end());

describe("the measuring line, run by a real shell", () => {
  it("measures when a Node.js server closes an idle connection, its hidden second included", async () => {
    const server = answering();
    server.keepAliveTimeout = 300;
    const measured = readMeasurement(await pasteFrom(await listening(server)));
    expect(measured.kind).toBe("seconds");
    // Newer versions of Node.js add a second of their own; the lower bound is the setting.
    const seconds = measured.kind === "seconds" ? measured.seconds : 0;
    expect(seconds).toBeGreaterThanOrEqual(0.29);
    expect(seconds).toBeLessThan(2.5);
  });

  it("says so when the server was still open at the end", async () => {
    const server = answering();
    server.keepAliveTimeout = 60_000;
    const measured = readMeasurement(await pasteFrom(await listening(server), 1));
    expect(measured).toEqual({ kind: "at-least", seconds: 1 });
    server.closeAllConnections();
  });

  it("tells a close that was announced from one that was not", async () => {
    const announced = await listening(answering({ connection: "close" }));
    expect(readMeasurement(await pasteFrom(announced))).toEqual({
      kind: "closes",
      announced: true,
    });
    const silent = createTcpServer((socket) => {
      socket.on("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
      socket.on("error", () => undefined);
    });
    const pasted = await pasteFrom(await listening(silent));
    expect(readMeasurement(pasted)).toEqual({ kind: "closes", announced: false });
  });

  it("does not take a refused request for a short timeout", async () => {
    const port = await listening(answering({ connection: "close" }, 400));
    expect(readMeasurement(await pasteFrom(port))).toMatchObject({
      kind: "problem",
      why: expect.stringMatching(/answered 400/),
    });
  });

  it("says that nothing listens on the port", async () => {
    const server = answering();
    const port = await listening(server);
    await new Promise((closed) => server.close(closed));
    open.pop();
    expect(readMeasurement(await pasteFrom(port))).toMatchObject({
      kind: "problem",
      why: expect.stringMatching(/nothing listens on that port/),
    });
  });
});

describe("a pasted measurement", () => {
  it("is found between other lines of the terminal", () => {
    const pasted =
      "web-1 $ history | tail\r\n  42 top\r\nhandrail: closed after 5010 ms\r\nweb-1 $";
    expect(readMeasurement(pasted)).toEqual({ kind: "seconds", seconds: 5.01 });
  });

  it("counts the shortest of several runs", () => {
    const pasted = "handrail: closed after 6003 ms\nhandrail: closed after 5010 ms\n";
    expect(readMeasurement(pasted)).toEqual({ kind: "seconds", seconds: 5.01 });
  });

  it("is at least 150 s when the wait was over first", () => {
    expect(readMeasurement("handrail: still open after 150004 ms")).toEqual({
      kind: "at-least",
      seconds: 150,
    });
    expect(readMeasurement("handrail: closed after 150003 ms")).toEqual({
      kind: "at-least",
      seconds: 150,
    });
  });

  it("leaves open whether an immediate close was announced when the headers were not pasted", () => {
    expect(readMeasurement("handrail: closed after 12 ms")).toEqual({
      kind: "closes",
      announced: null,
    });
  });

  it.each([
    ["", /Nothing was pasted/],
    [measureCommand(8080), /line itself/],
    ["hello", /no “handrail/],
    [
      "bash: connect: Connection refused\nbash: line 1: /dev/tcp/127.0.0.1/80: Connection refused",
      /nothing listens/,
    ],
    ["bash: connect: Connection refused\nhandrail: closed after 3 ms", /nothing listens/],
    ["handrail: closed after 0 ms", /older than version 5/],
    [
      "timeout: failed to run command 'grep': No such file or directory\nhandrail: still open after 4 ms",
      /timeout and grep/,
    ],
    ["bash: line 1: /dev/tcp/127.0.0.1/80: No such file or directory", /without \/dev\/tcp/],
    ["sh: bash: not found", /no bash/],
    ["handrail: closed after -120 ms", /clock/],
  ])("says what went wrong in %j", (pasted, why) => {
    expect(readMeasurement(pasted)).toMatchObject({
      kind: "problem",
      why: expect.stringMatching(why),
    });
  });

  it("that is longer than what the line prints is not read", () => {
    expect(readMeasurement("x".repeat(10_001))).toMatchObject({
      why: expect.stringContaining("more than the 10000 that are read"),
    });
  });
});
