import { once } from "node:events";
import { type RequestListener, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { startBackend } from "../../../lab/alb/backend.ts";
import { addCounts, type BalancerCounts, countsOf } from "../../../lab/alb/counts.ts";
import { startLoadBalancer } from "../../../lab/alb/proxy.ts";
import { createRandom } from "../../../lab/alb/random.ts";
import { ask } from "./http.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Setup {
  readonly answer?: RequestListener;
  readonly keepAliveMs?: number;
  readonly idleMs?: number;
  readonly delayMs?: number;
}

/** One load balancer in front of one backend; with one slot, each request gets the connection of the last. */
async function start({ answer, keepAliveMs = 60_000, idleMs = 60_000, delayMs = 1 }: Setup = {}) {
  const backend = await startBackend({ keepAliveMs, bufferMs: 0, ...(answer && { answer }) });
  closing.push(backend.close);
  const counted: BalancerCounts[] = [];
  const gaps: (number | undefined)[] = [];
  const balancer = await startLoadBalancer({
    backendPort: backend.port,
    slots: 1,
    delayMs,
    idleMs,
    random: createRandom(1),
    zones: ["zone-a"],
    count: (_zone, counts) => counted.push(countsOf(counts)),
    ended: (_ending, gapMs) => gaps.push(gapMs),
  });
  closing.push(balancer.close);
  return { backend, balancer, gaps, total: () => addCounts(counted) };
}

test("A request and its answer pass through unchanged, whatever their method and length", async () => {
  const { balancer, total } = await start({
    answer: async (request, response) => {
      const body = (await request.setEncoding("utf8").toArray()).join("");
      response.setHeader("X-Method", request.method ?? "");
      response.setHeader("Content-Length", body.length + 5);
      response.end(`echo:${body}`);
    },
  });
  const long = "0123456789".repeat(50_000);
  expect((await ask(balancer.port)).body).toBe("echo:");
  expect((await ask(balancer.port, { method: "POST", body: long })).body).toBe(`echo:${long}`);
  const chunked = { "Transfer-Encoding": "chunked" };
  const put = await ask(balancer.port, { method: "PUT", body: "a chunk", headers: chunked });
  expect(put.body).toBe("echo:a chunk");
  const head = await ask(balancer.port, { method: "HEAD" });
  expect([head.headers["x-method"], head.body]).toEqual(["HEAD", ""]);
  expect(total()).toMatchObject({ requests: 4, target2xx: 4, elb502: 0 });
});

test("The backend learns whom it serves, and nothing of the client's connection", async () => {
  const { balancer } = await start({
    answer: ({ headers }, response) => response.end(JSON.stringify(headers)),
  });
  const headers = { Host: "shop.example", Connection: "close", "X-Forwarded-For": "203.0.113.7" };
  const { body } = await ask(balancer.port, { headers });
  expect(JSON.parse(body)).toMatchObject({
    host: "shop.example",
    connection: "keep-alive",
    "x-forwarded-for": "203.0.113.7, 127.0.0.1",
  });
});

test("An idle connection is used again, also after a HEAD", async () => {
  const { balancer, gaps, total } = await start();
  await ask(balancer.port, { method: "HEAD" });
  await ask(balancer.port);
  await ask(balancer.port);
  expect(gaps.map((gap) => gap === undefined)).toEqual([true, false, false]);
  // Three by the clients and one to the backend.
  expect(total().newConnections).toBe(4);
});

test("A backend that closes with the request outstanding is a 502 of the load balancer, and no retry", async () => {
  let asked = 0;
  const { balancer, total } = await start({
    answer: ({ socket }) => {
      asked += 1;
      socket.destroy();
    },
  });
  const { status, headers, body } = await ask(balancer.port);
  expect([status, headers.server]).toEqual([502, "awselb/2.0"]);
  expect(body).toContain("502 Bad Gateway");
  expect(asked).toBe(1);
  expect(total()).toMatchObject({
    requests: 1,
    elb502: 1,
    targetConnectionErrors: 0,
    target5xx: 0,
  });
});

test("A backend that refuses the connection is a 502 that counts as a connection error", async () => {
  const { balancer, backend, total } = await start();
  await backend.close();
  expect((await ask(balancer.port)).status).toBe(502);
  expect(total()).toMatchObject({ elb502: 1, targetConnectionErrors: 1 });
});

test("A backend that stays silent for the idle timeout is a 504", async () => {
  const { balancer, total } = await start({ answer: () => {}, idleMs: 50 });
  const { status, headers } = await ask(balancer.port);
  expect([status, headers.server]).toEqual([504, "awselb/2.0"]);
  expect(total()).toMatchObject({ elb504: 1, elb502: 0 });
});

test("What a client still sends is no silence: an upload may take longer than the idle timeout", async () => {
  const { balancer, total } = await start({
    answer: (request, response) => request.resume().once("end", () => response.end("ok")),
    idleMs: 600,
  });
  const sent = request({ port: balancer.port, method: "POST" });
  const answered = once(sent, "response");
  for (let piece = 0; piece < 6; piece += 1) {
    sent.write("piece");
    await pause(150);
  }
  sent.end();
  const [response] = await answered;
  expect(response.resume().statusCode).toBe(200);
  expect(total()).toMatchObject({ target2xx: 1, elb504: 0 });
});

test("A 502 of the backend itself is its own and passes through", async () => {
  const { balancer, total } = await start({
    answer: (_request, response) => response.writeHead(502, { Server: "nginx" }).end(),
  });
  const { status, headers } = await ask(balancer.port);
  expect([status, headers.server]).toEqual([502, "nginx"]);
  expect(total()).toMatchObject({ target5xx: 1, elb502: 0 });
});

test("A connection whose FIN has been seen is opened anew, without a failure", async () => {
  const { balancer, gaps } = await start({
    answer: (_request, response) => response.end("ok", () => response.socket?.end()),
  });
  await ask(balancer.port);
  await until(() => balancer.connections() === 0);
  expect((await ask(balancer.port)).status).toBe(200);
  expect(gaps).toEqual([undefined, undefined]);
});

test("The load balancer closes what has been idle for its own timeout, also when that changes", async () => {
  const { balancer } = await start();
  await ask(balancer.port);
  expect(balancer.connections()).toBeGreaterThan(0);
  balancer.setIdle(10);
  expect(balancer.idleMs()).toBe(10);
  await until(() => balancer.connections() === 0);
});

test("A hold-up of the whole process does not make the race more frequent", async () => {
  const { balancer, backend } = await start({ delayMs: 10 });
  await ask(balancer.port);
  backend.setKeepAlive(50);
  const asked = ask(balancer.port);
  const heldUpUntil = performance.now() + 200;
  while (performance.now() < heldUpUntil);
  expect((await asked).status).toBe(200);
});

async function until(reached: () => boolean): Promise<void> {
  await expect.poll(reached, { interval: 2, timeout: 5_000 }).toBe(true);
}
