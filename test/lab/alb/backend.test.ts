import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Backend, startBackend } from "../../../lab/alb/backend.ts";

const backends: Backend[] = [];

afterEach(async () => {
  for (const backend of backends.splice(0)) await backend.close();
});

async function start(keepAliveMs: number, bufferMs?: number): Promise<Backend> {
  const backend = await startBackend({ keepAliveMs, ...(bufferMs !== undefined && { bufferMs }) });
  backends.push(backend);
  return backend;
}

/** A connection on which one request has just been answered. */
async function usedConnection({ port }: Backend): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.write("HEAD / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  await once(socket, "data");
  return socket;
}

test("By default it closes after six seconds, one more than its keep-alive says", async () => {
  const backend = await startBackend();
  backends.push(backend);
  expect([backend.keepAliveMs(), backend.closesAfterMs()]).toEqual([5_000, 6_000]);
});

test("An idle connection is closed after keep-alive and buffer, not before", async () => {
  const backend = await start(60, 40);
  const socket = await usedConnection(backend);
  const begun = performance.now();
  await once(socket, "end");
  // Node's timers count whole milliseconds.
  expect(performance.now() - begun).toBeGreaterThan(95);
});

test("A shorter keep-alive also closes connections that are idle already", async () => {
  const backend = await start(60_000, 0);
  const socket = await usedConnection(backend);
  backend.setKeepAlive(20);
  await once(socket, "end");
  expect(backend.closesAfterMs()).toBe(20);
});

test("A longer keep-alive also spares connections that are idle already", async () => {
  const backend = await start(50, 0);
  const [spared, witness] = [
    await usedConnection(backend),
    await usedConnection(await start(50, 0)),
  ];
  backend.setKeepAlive(60_000);
  await once(witness, "end");
  spared.write("HEAD / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  const [answer] = await once(spared, "data");
  expect(String(answer)).toContain("200 OK");
});
