import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { openLink } from "../../../lab/alb/link.ts";

let server: Server;

afterEach(() => server.close());

async function listen(handle: Parameters<typeof createServer>[1]): Promise<number> {
  server = createServer({ allowHalfOpen: true }, handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("Bytes arrive in order and complete in both directions", async () => {
  const port = await listen((socket) => socket.pipe(socket));
  const link = openLink({ port, delayMs: 2 });
  const pieces = Array.from({ length: 200 }, (_, place) => `piece ${place};`);
  for (const piece of pieces) link.write(piece);
  link.end();
  expect(await text(link)).toBe(pieces.join(""));
});

test("Connecting takes a round trip, and so does an answer", async () => {
  const port = await listen((socket) => socket.pipe(socket));
  const link = openLink({ port, delayMs: 20 });
  const begun = performance.now();
  link.write("hello");
  await once(link, "data");
  // Four times 20 milliseconds, and timers may be a millisecond early.
  expect(performance.now() - begun).toBeGreaterThan(75);
  link.destroy();
});

test("A close is seen late, so that one can still send after it happened", async () => {
  let closedAt = 0;
  const port = await listen((socket) => {
    closedAt = performance.now();
    socket.on("error", () => {}).end();
  });
  const link = openLink({ port, delayMs: 30 });
  link.resume();
  await once(link, "end");
  expect(performance.now() - closedAt).toBeGreaterThan(28);
  link.destroy();
});

test("A refused connection is an error of connecting", async () => {
  const port = await listen(() => {});
  server.close();
  const link = openLink({ port, delayMs: 1 });
  const [error] = await once(link, "error");
  expect(error).toMatchObject({ code: "ECONNREFUSED", syscall: "connect" });
});
