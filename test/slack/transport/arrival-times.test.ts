import { once } from "node:events";
import { createServer } from "node:net";
import { Worker } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { watchArrivals } from "../../../src/slack/transport/arrival-times.ts";

const busyMs = 400;

/** Connects and sends from a thread, as Slack does while this process is busy. */
const sender = `
const { connect } = require("node:net");
const { workerData: { port, go } } = require("node:worker_threads");
const socket = connect(port, "127.0.0.1", () => {
  require("node:worker_threads").parentPort.postMessage("ready");
  Atomics.wait(go, 0, 0);
  socket.write("a click");
});
socket.on("close", () => {});
`;

it("takes the beginning of a busy while for what arrived in it", async () => {
  const arrivals = watchArrivals();
  onTestFinished(arrivals.stop);
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const go = new Int32Array(new SharedArrayBuffer(4));
  const connected = once(server, "connection");
  const thread = new Worker(sender, { eval: true, workerData: { port, go } });
  onTestFinished(() => thread.terminate().then(() => void server.close()));
  const [[socket]] = await Promise.all([connected, once(thread, "message")]);
  const waited = new Promise<number>((resolve) =>
    socket.once("data", () => resolve(performance.now() - arrivals.earliest())),
  );
  Atomics.store(go, 0, 1);
  Atomics.notify(go, 0);
  const until = performance.now() + busyMs;
  while (performance.now() < until);
  expect(await waited).toBeGreaterThanOrEqual(busyMs - 50);
  socket.destroy();
});

it("takes now where nothing held the process", () => {
  let now = 1_000;
  const arrivals = watchArrivals(() => now);
  onTestFinished(arrivals.stop);
  now = 1_030;
  expect(arrivals.earliest()).toBe(1_030);
});

it("takes the last beat where the process was held until this very moment", () => {
  let now = 1_000;
  const arrivals = watchArrivals(() => now);
  onTestFinished(arrivals.stop);
  now = 1_900;
  expect(arrivals.earliest()).toBe(1_000);
});
