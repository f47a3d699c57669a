import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sendRequest } from "../../../../src/alb/probes/retest/request.ts";
import { countOutcomes, sendRequests } from "../../../../src/alb/probes/retest/requests.ts";
import type { Progress } from "../../../../src/engine/ports.ts";

let server: Server;
let seen: IncomingMessage[];
let connections: number;
let answer: RequestListener;

beforeEach(async () => {
  seen = [];
  connections = 0;
  answer = (_, response) => response.end("hello");
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const portOf = (listening: Server) => {
  const address = listening.address();
  return address !== null && typeof address === "object" ? address.port : 0;
};

const plan = (more: object = {}) => ({
  url: new URL("http://shop.example/cart?item=1"),
  method: "HEAD" as const,
  addresses: ["127.0.0.1"],
  port: portOf(server),
  timeoutMs: 5_000,
  count: 3,
  pauseSeconds: 0,
  ...more,
});

const context = (signal = AbortSignal.timeout(10_000)) => {
  const reports: Progress[] = [];
  return { signal, reports, now: () => 7, report: (one: Progress) => void reports.push(one) };
};

test("each request has a connection of its own, and the URL's host, path and query", async () => {
  const { outcomes, cutShort } = await sendRequests(plan(), context());
  expect(connections).toBe(3);
  expect(outcomes).toEqual([200, 200, 200].map((status) => ({ kind: "reached", status })));
  expect(cutShort).toBe(false);
  expect(seen[0]).toMatchObject({ method: "HEAD", url: "/cart?item=1" });
  expect(seen[0]?.headers.host).toBe("shop.example");
});

test("the URL's host is never looked up nor connected to, only the load balancer's address", async () => {
  const elsewhere = plan({ url: new URL("http://127.0.0.2:9/") });
  const { outcomes } = await sendRequests(elsewhere, context());
  expect(outcomes.every(({ kind }) => kind === "reached")).toBe(true);
  expect(seen[0]?.headers.host).toBe("127.0.0.2:9");
});

test("redirects are not followed", async () => {
  answer = (_, response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
  const { outcomes } = await sendRequests(plan({ count: 1 }), context());
  expect(outcomes).toEqual([{ kind: "reached", status: 302 }]);
  expect(connections).toBe(1);
});

test("only a 502 of the load balancer itself is a failure, and its other answers count for nothing", async () => {
  const answers = [
    [200, "nginx"],
    [502, "awselb/2.0"],
    [502, "nginx"],
    [301, "awselb/2.0"],
    [403, "awselb/2.0"],
  ] as const;
  answer = (_, response) => {
    const [status, from] = answers[seen.length - 1] ?? [500, "nobody"];
    response.writeHead(status, { server: from }).end();
  };
  const { outcomes } = await sendRequests(plan({ count: 5, method: "GET" }), context());
  expect(outcomes.map(({ kind }) => kind)).toEqual([
    "reached",
    "failed502",
    "reached",
    "not-forwarded",
    "not-forwarded",
  ]);
  expect(countOutcomes(outcomes)).toEqual({ requests: 3, failures: 1 });
});

test("a 502 that does not say who sent it is neither a failure nor a request that arrived", async () => {
  answer = (_, response) => response.writeHead(502).end();
  const { outcomes } = await sendRequests(plan({ count: 2 }), context());
  expect(outcomes).toEqual([{ kind: "unsigned502" }, { kind: "unsigned502" }]);
  expect(countOutcomes(outcomes)).toEqual({ requests: 0, failures: 0 });
});

test("progress is told before the first request and after each, with the time that is left", async () => {
  const given = context();
  await sendRequests(plan({ count: 2, pauseSeconds: 0.01 }), given);
  expect(given.reports).toEqual([
    { says: "0 of 2 requests sent, 0 failed with 502", share: 0, secondsLeft: 1 },
    { says: "1 of 2 requests sent, 0 failed with 502", share: 0.5, secondsLeft: 1 },
    { says: "2 of 2 requests sent, 0 failed with 502", share: 1, secondsLeft: 0 },
  ]);
});

test("the signal ends a pause, and what was sent until then counts", async () => {
  const ending = new AbortController();
  const given = context(ending.signal);
  const report = ({ share }: Progress) => (share === 0 ? undefined : ending.abort());
  const sent = await sendRequests(plan({ pauseSeconds: 60 }), { ...given, report });
  expect(sent).toMatchObject({ outcomes: [{ kind: "reached", status: 200 }], cutShort: true });
});

test("silence, a closed connection and a closed port are no answers, and say why", async () => {
  answer = (request) => request.socket.destroy();
  const one = { ...plan(), address: "127.0.0.1" };
  const signal = AbortSignal.timeout(10_000);
  expect(await sendRequest(one, signal)).toMatchObject({ kind: "no-answer" });
  answer = () => undefined;
  expect(await sendRequest({ ...one, timeoutMs: 50 }, signal)).toEqual({
    kind: "no-answer",
    why: "no answer within 0.05 s",
  });
  const free = createServer();
  await new Promise<void>((ready) => free.listen(0, "127.0.0.1", ready));
  const port = portOf(free);
  await new Promise((done) => free.close(done));
  expect(await sendRequest({ ...one, port }, signal)).toMatchObject({
    kind: "no-answer",
    why: expect.stringContaining("ECONNREFUSED"),
  });
});

test("https asks for the URL's host by SNI", async () => {
  const names: string[] = [];
  const tls = createTlsServer({
    SNICallback: (name, done) => {
      names.push(name);
      done(new Error("no certificate here"));
    },
  });
  await new Promise<void>((ready) => tls.listen(0, "127.0.0.1", ready));
  const url = new URL("https://shop.example/");
  const outcome = await sendRequest(
    { ...plan(), url, port: portOf(tls), address: "127.0.0.1" },
    AbortSignal.timeout(10_000),
  );
  expect(names).toEqual(["shop.example"]);
  expect(outcome.kind).toBe("no-answer");
  await new Promise((done) => tls.close(done));
});

test("an answer whose body never ends is over with its headers, and its connection goes", async () => {
  const gone: Promise<void>[] = [];
  answer = (_, response) => {
    gone.push(new Promise((done) => void response.on("close", done)));
    const more = () => {
      while (response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  };
  const { outcomes } = await sendRequests(plan({ count: 2, method: "GET" }), context());
  expect(outcomes).toEqual([200, 200].map((status) => ({ kind: "reached", status })));
  await Promise.all(gone);
  const agent = new Agent({ keepAlive: true });
  const kept = { ...plan({ method: "GET" }), address: "127.0.0.1", agent };
  expect(await sendRequest(kept, AbortSignal.timeout(10_000))).toMatchObject({ kind: "reached" });
  await Promise.all(gone);
  agent.destroy();
});

test("an answer that changes the protocol is one, whoever keeps the connection, and ends it", async () => {
  const closed: Promise<unknown>[] = [];
  const changing = createTcpServer((socket) => {
    closed.push(new Promise((done) => void socket.on("error", done).on("close", done)));
    socket.once("data", () =>
      socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    );
  });
  await new Promise<void>((ready) => changing.listen(0, "127.0.0.1", ready));
  const address = changing.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const one = { ...plan({ port }), address: "127.0.0.1" };
  const agent = new Agent({ keepAlive: true });
  for (const each of [one, { ...one, agent }])
    expect(await sendRequest(each, AbortSignal.timeout(10_000))).toEqual({
      ...{ kind: "reached", status: 101 },
    });
  await Promise.all(closed);
  agent.destroy();
  await new Promise((done) => changing.close(done));
});

test("headers that trickle in do not stretch the time for an answer", async () => {
  let written = 0;
  const trickle = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("HTTP/1.1 200 OK\r\n");
    const drip = setInterval(() => {
      written += 1;
      socket.write(`x-${written}: y\r\n`);
    }, 10);
    socket.on("close", () => clearInterval(drip));
  });
  await new Promise<void>((ready) => trickle.listen(0, "127.0.0.1", ready));
  const address = trickle.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const one = { ...plan({ port, timeoutMs: 150 }), address: "127.0.0.1" };
  expect(await sendRequest(one, AbortSignal.timeout(10_000))).toEqual({
    kind: "no-answer",
    why: "no answer within 0.15 s",
  });
  expect(written).toBeGreaterThan(2);
  await new Promise((done) => trickle.close(done));
});
