import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sign } from "../../../../lab/workspace/delivery/http-delivery.ts";
import { createHttpTransport } from "../../../../src/slack/transport/http/http-receiver.ts";
import type { ServerLimits } from "../../../../src/slack/transport/http/server.ts";
import {
  mostBytes,
  mostBytesTogether,
} from "../../../../src/slack/transport/http/unverified-bodies.ts";
import type { Transport } from "../../../../src/slack/transport/transport.ts";
import { silent } from "../../../engine/parts.ts";

const secret = "practice signing secret";
const now = Date.UTC(2026, 10, 23, 3);
const second = String(now / 1000);
/** Has the shape of a signature, and is none. */
const forged = `v0=${"0".repeat(64)}`;

let transport: Transport;
let sockets: Socket[];

async function open(bounds?: ServerLimits): Promise<void> {
  transport = createHttpTransport({
    ...{ port: 0, host: "127.0.0.1", signingSecret: secret, clock: () => now, log: silent, bounds },
  });
  transport.receiver.init({ processEvent: async ({ ack }) => void (await ack()) });
  await transport.receiver.start();
}

beforeEach(() => {
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await transport.receiver.stop();
});

/** Begins a request of so many bytes by hand; `heard` is all that comes back, once there is a line of it or the end. */
function begin(length: number, { signature = forged, timestamp = second } = {}) {
  const socket = connect(transport.state().port ?? 0, "127.0.0.1");
  sockets.push(socket);
  let text = "";
  const heard = new Promise<string>((resolve) => {
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
    socket.setEncoding("latin1").on("data", (more: string) => {
      text += more;
      if (text.includes("\r\n")) resolve(text);
    });
  });
  socket.write(
    [
      "POST /slack/events HTTP/1.1",
      "Host: handrail",
      "Content-Type: application/json",
      `Content-Length: ${length}`,
      `X-Slack-Signature: ${signature}`,
      `X-Slack-Request-Timestamp: ${timestamp}`,
      "\r\n",
    ].join("\r\n"),
  );
  return { socket, heard };
}

const genuine = (body: string) =>
  fetch(`http://127.0.0.1:${transport.state().port}/slack/events`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-slack-request-timestamp": second,
      "x-slack-signature": sign(secret, second, body),
    },
  });

test.each([
  ["has no signature", { signature: "" }],
  ["has what is no signature of Slack's", { signature: "v0=short" }],
  ["is of another day", { timestamp: String(now / 1000 - 86_400) }],
])("a request that %s is refused before its body is there", async (_, headers) => {
  await open();
  expect(await begin(mostBytes, headers).heard).toMatch(/^HTTP\/1\.1 401 /);
});

test("a body that says it is too large is refused before it is there", async () => {
  await open();
  expect(await begin(mostBytes + 1).heard).toMatch(/^HTTP\/1\.1 413 /);
});

test("large bodies held open take no more than a bound together, and a click is answered beside them", async () => {
  await open();
  const almost = Buffer.alloc(mostBytes - 1, " ");
  const most = Math.floor(mostBytesTogether / almost.length);
  const attack = Array.from({ length: most + 24 }, () => begin(mostBytes));
  const refused = new Promise<void>((resolve) => {
    let count = 0;
    for (const { heard } of attack)
      void heard.then((text) => {
        if (text.startsWith("HTTP/1.1 503 ")) count += 1;
        if (count === 24) resolve();
      });
  });
  for (const { socket } of attack) socket.write(almost);
  await refused;
  expect((await genuine('{"type":"event_callback","event_id":"Ev1"}')).status).toBe(200);
});

test("a body that is never over ends with its time", async () => {
  await open({ requestMs: 100, checkMs: 20, mostConnections: 10 });
  const slow = begin(1_000);
  slow.socket.write("{");
  expect(await slow.heard).toMatch(/^HTTP\/1\.1 408 /);
});

test("whoever holds all connections there are keeps nobody out, and none of whom is proven is closed", async () => {
  await open({ requestMs: 10_000, checkMs: 1_000, mostConnections: 10 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const click = (nth: number) => clicked(agent, `{"type":"event_callback","event_id":"Ev${nth}"}`);
  expect(await click(1)).toEqual({ status: 200, isReused: false });
  const idle = () =>
    new Promise<void>((resolve) => {
      const socket = connect(transport.state().port ?? 0, "127.0.0.1", resolve);
      sockets.push(socket.on("error", () => {}));
    });
  for (let nth = 0; nth < 50; nth += 1) await idle();
  expect((await genuine('{"type":"event_callback","event_id":"Ev2"}')).status).toBe(200);
  expect(await click(3)).toEqual({ status: 200, isReused: true });
  agent.destroy();
});

/** Slack's request over a connection that is kept. */
async function clicked(agent: Agent, body: string) {
  const headers = {
    "content-type": "application/json",
    "x-slack-request-timestamp": second,
    "x-slack-signature": sign(secret, second, body),
  };
  const url = `http://127.0.0.1:${transport.state().port}/slack/events`;
  const asked = request(url, { agent, method: "POST", headers }).end(body);
  const [answer] = await once(asked, "response");
  await text(answer);
  return { status: answer.statusCode, isReused: asked.reusedSocket };
}

test("who is not proven keeps no connection, so that others' places are not held with one request each", async () => {
  await open({ requestMs: 10_000, checkMs: 1_000, mostConnections: 2 });
  const asks = [
    "GET / HTTP/1.1\r\n",
    "GET /slack/events HTTP/1.1\r\n",
    "POST /slack/events HTTP/1.1\r\nContent-Length: 2\r\n",
    "GET // HTTP/1.1\r\n",
  ];
  for (const ask of asks) {
    const socket = connect(transport.state().port ?? 0, "127.0.0.1");
    socket.write(`${ask}Host: x\r\nConnection: keep-alive\r\n\r\n`);
    // The end comes from the server, long before its time for idle connections.
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 4[\s\S]*connection: close/i);
  }
  const answered = await genuine('{"type":"event_callback","event_id":"Ev1"}');
  expect([answered.status, answered.headers.get("connection")]).toEqual([200, "keep-alive"]);
});

test("it listens on the address that it is given only", async () => {
  await open();
  const elsewhere = fetch(`http://[::1]:${transport.state().port}/slack/events`);
  await expect(elsewhere).rejects.toThrow("fetch failed");
});

/** What somebody who proves nothing may write on a connection, and more than once. */
const strangers: { readonly [what: string]: string } = {
  "a path that is none of ours": "GET / HTTP/1.1\r\nhost: x\r\n\r\n",
  "another method": "OPTIONS /slack/events HTTP/1.1\r\nhost: x\r\n\r\n",
  "an expectation that nobody meets": "POST / HTTP/1.1\r\nhost: x\r\nexpect: magic\r\n\r\n",
  "an expectation, and nothing more": "GET / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n\r\n",
  "another protocol": "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n",
  "a tunnel": "CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n",
  "HTTP of another version": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "a request to keep the connection of HTTP/1.0":
    "GET / HTTP/1.0\r\nhost: x\r\nconnection: keep-alive\r\n\r\n",
  "no host": "GET / HTTP/1.1\r\n\r\n",
  "two lengths": "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
  "a length and chunks":
    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
  "a length below nothing": "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
  "lines that end without a return": "GET / HTTP/1.1\nhost: x\n\n",
  "more headers than any request has": `GET / HTTP/1.1\r\nhost: x\r\n${"a: b\r\n".repeat(4_000)}\r\n`,
  "no HTTP at all": "\x16\x03\x01\x00\xa5\x01\x00\x00\xa1",
};

test.each(Object.entries(strangers))(
  "whoever sends %s keeps no connection",
  async (_, sent) => {
    await open();
    const socket = connect(transport.state().port ?? 0, "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => {});
    // Until the server ends it: what it waits for is 10 seconds, and far more where it keeps one.
    const heard = await text(socket.on("connect", () => socket.write(sent.repeat(3)))).catch(
      () => "",
    );
    const answers = heard.split("\r\n").filter((line) => line.startsWith("HTTP/1.1"));
    expect(answers.filter((line) => !/^HTTP\/1\.1 (?:4\d\d|100 Continue)/.test(line))).toEqual([]);
    expect((await genuine('{"type":"event_callback","event_id":"Ev1"}')).status).toBe(200);
  },
  4_000,
);

test("a request beside that of a stranger, on the same connection, is nobody's but Slack's", async () => {
  await open();
  const socket = connect(transport.state().port ?? 0, "127.0.0.1");
  sockets.push(socket);
  const body = '{"type":"event_callback"}';
  const lines = (signature: string, length: number) =>
    [
      "POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json",
      `x-slack-request-timestamp: ${second}\r\nx-slack-signature: ${signature}`,
      `content-length: ${length}\r\n\r\n`,
    ].join("\r\n");
  const inner = lines(forged, body.length) + body;
  const outer = lines(sign(secret, second, inner), inner.length) + inner;
  socket.write(outer + lines(forged, body.length) + body);
  const answers = (await text(socket)).match(/^HTTP\/1\.1 \d+/gm);
  // The first is signed and no JSON; what lies in its body is no request.
  expect(answers).toEqual(["HTTP/1.1 400"]);
});
