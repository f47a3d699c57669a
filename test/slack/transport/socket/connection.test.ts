import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { Envelope } from "../../../../src/slack/transport/intake.ts";
import {
  openConnection,
  type SocketConnection,
} from "../../../../src/slack/transport/socket/connection.ts";

let server: WebSocketServer;
let theirs: WebSocket;
const envelopes: Envelope[] = [];
const timings = { greetingMs: 200, pulseMs: 40, closeMs: 60 };

const listen = async (options: { readonly autoPong?: boolean } = {}) => {
  server = new WebSocketServer({ host: "127.0.0.1", port: 0, ...options });
  await once(server, "listening");
};
const connect = async (hello = true): Promise<SocketConnection> => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const connected = once(server, "connection");
  const take = (envelope: Envelope) => void envelopes.push(envelope);
  const ours = openConnection(`ws://127.0.0.1:${port}`, take, timings);
  [theirs] = (await connected) as [WebSocket];
  if (hello) theirs.send('{"type":"hello","num_connections":3}');
  return ours;
};

beforeEach(() => listen());
afterEach(() => {
  envelopes.length = 0;
  for (const socket of server.clients) socket.terminate();
  server.close();
});

describe("a connection", () => {
  it("is greeted with the number of all connections of the app", async () => {
    expect(await (await connect()).greeted).toBe(3);
  });

  it("is given up when nobody greets", async () => {
    await expect((await connect(false)).greeted).rejects.toThrow();
  });

  it("cannot be had where nobody listens", async () => {
    const ours = openConnection("ws://127.0.0.1:1", () => {}, timings);
    await expect(ours.greeted).rejects.toThrow("ECONNREFUSED");
    expect(await ours.ended).toContain("ECONNREFUSED");
  });

  it("says why Slack will end it, and stays open until then", async () => {
    const ours = await connect();
    theirs.send('{"type":"disconnect","reason":"warning"}');
    expect(await ours.leaving).toBe("warning");
    theirs.send('{"type":"events_api","envelope_id":"e1","payload":{}}');
    theirs.close();
    expect(await ours.ended).toContain("warning");
    expect(envelopes).toHaveLength(1);
  });

  it("brings envelopes with their tries, and sends the answer with the acknowledgement", async () => {
    await connect();
    const told = once(theirs, "message");
    const envelope = { retry_attempt: 2, retry_reason: "timeout", payload: { event_id: "Ev1" } };
    theirs.send(JSON.stringify({ type: "events_api", envelope_id: "e1", ...envelope }));
    await expect.poll(() => envelopes.length).toBe(1);
    expect(envelopes[0]).toMatchObject({
      type: "events_api",
      body: { event_id: "Ev1" },
      retry_num: 2,
      retry_reason: "timeout",
    });
    await envelopes[0]?.ack({ text: "Noted" });
    const [data] = await told;
    expect(JSON.parse(String(data))).toEqual({ envelope_id: "e1", payload: { text: "Noted" } });
  });

  it("passes over what is no envelope", async () => {
    await connect();
    for (const text of ["{", "[]", "7", '{"type":"events_api"}', '{"envelope_id":"e"}'])
      theirs.send(text);
    theirs.send('{"type":"slash_commands","envelope_id":"e1","payload":{"text":"hi"}}');
    await expect.poll(() => envelopes.length).toBe(1);
    expect(envelopes[0]?.body).toEqual({ text: "hi" });
  });

  it("goes on whatever stands in a message", async () => {
    const ours = await connect();
    const messages = [
      { type: "hello", num_connections: 3 },
      { type: "disconnect", reason: "warning" },
      { type: "events_api", envelope_id: "e", payload: {}, retry_attempt: 1, retry_reason: "x" },
    ];
    // Neither String() nor Number() takes it.
    const odd = { toString: 1, valueOf: null };
    for (const { type, ...rest } of messages)
      for (const name of ["type", "payload", ...Object.keys(rest)])
        for (const value of [odd, null, [], {}, "", 1e300, true, [[odd]]])
          theirs.send(JSON.stringify({ type, ...rest, [name]: value }));
    for (const sent of [
      Buffer.from([0xff, 0]),
      "[".repeat(100_000),
      '{"__proto__":{"type":"hello"}}',
    ])
      theirs.send(sent);
    theirs.send('{"type":"slash_commands","envelope_id":"last","payload":{}}');
    await expect.poll(() => envelopes.some(({ type }) => type === "slash_commands")).toBe(true);
    expect(await ours.greeted).toBe(3);
  });

  it("ends with a message that is longer than any of Slack's", async () => {
    const ours = await connect();
    await ours.greeted;
    theirs.send(Buffer.alloc(4_000_001, " "));
    expect(await ours.ended).toContain("Max payload size exceeded");
  });

  it("refuses an acknowledgement once it has ended", async () => {
    const ours = await connect();
    theirs.send('{"type":"events_api","envelope_id":"e1","payload":{}}');
    await expect.poll(() => envelopes.length).toBe(1);
    theirs.terminate();
    await ours.ended;
    await expect(envelopes[0]?.ack()).rejects.toThrow("not open");
  });

  it("ends when its other end answers no pings any more", async () => {
    server.close();
    await listen({ autoPong: false });
    const ours = await connect();
    await ours.greeted;
    expect(await ours.ended).toBe("Slack closed it");
  });

  it("stays while its other end answers them", async () => {
    const ours = await connect();
    let isEnded = false;
    ours.ended.then(() => {
      isEnded = true;
    });
    for (let pings = 0; pings < 4; pings += 1) await once(theirs, "ping");
    expect(isEnded).toBe(false);
  });

  it("is closed in time although nobody at the other end takes part", async () => {
    const ours = await connect();
    await ours.greeted;
    theirs.pause();
    ours.close();
    await ours.ended;
    expect(theirs.readyState).toBe(theirs.OPEN);
  });
});
