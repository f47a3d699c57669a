import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sign } from "../../../lab/workspace/delivery/http-delivery.ts";
import { createHttpTransport } from "../../../src/slack/transport/http/http-receiver.ts";
import { mostBytes } from "../../../src/slack/transport/http/unverified-bodies.ts";
import type { Transport } from "../../../src/slack/transport/transport.ts";
import { silent } from "../../engine/parts.ts";

const secret = "practice signing secret";
const now = Date.UTC(2026, 10, 23, 3);
const second = String(now / 1000);

let transport: Transport;
let taken: unknown[];
let processEvent: (event: {
  body: object;
  ack: (answer?: unknown) => Promise<void>;
}) => Promise<void>;
const lines: string[] = [];
const counted: string[] = [];

const deadlines = { commitMs: 60, ackMs: 120 };
beforeEach(async () => {
  taken = [];
  lines.length = 0;
  counted.length = 0;
  processEvent = async ({ body, ack }) => {
    taken.push(body);
    await ack({ text: "Noted" });
  };
  const log = { ...silent, warn: (says: string) => void lines.push(says) };
  transport = createHttpTransport({
    port: 0,
    signingSecret: secret,
    clock: () => now,
    log,
    deadlines,
    onTaken: (type, taken) => void counted.push(`${type} ${taken}`),
  });
  const app = { processEvent: (event: Parameters<typeof processEvent>[0]) => processEvent(event) };
  transport.receiver.init(app);
  await transport.receiver.start();
});
afterEach(() => transport.receiver.stop());

interface Sent {
  readonly type?: string;
  readonly timestamp?: string;
  readonly signature?: string;
  readonly path?: string;
  readonly method?: string;
}

const url = () => `http://127.0.0.1:${transport.state().port}`;
const send = (body: string, sent: Sent = {}) => {
  const { timestamp = second, type = "application/json", method = "POST" } = sent;
  const headers = {
    "content-type": type,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": sent.signature ?? sign(secret, timestamp, body),
  };
  const path = sent.path ?? "/slack/events";
  return fetch(url() + path, { method, headers, ...(method === "POST" ? { body } : {}) });
};

describe("a signed request", () => {
  it("is answered with what the listener said, once that is done", async () => {
    const answer = await send('{"type":"event_callback","event_id":"Ev1"}');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ text: "Noted" });
    expect(taken).toEqual([{ type: "event_callback", event_id: "Ev1" }]);
  });

  it("may be a form of a command, or hold an interaction as JSON", async () => {
    const type = "application/x-www-form-urlencoded";
    await send("command=%2Frunbook&text=note+a%26b", { type });
    await send(`payload=${encodeURIComponent('{"type":"block_actions"}')}`, { type });
    expect(taken).toEqual([{ command: "/runbook", text: "note a&b" }, { type: "block_actions" }]);
  });

  it("that asks whether the address is ours gets its challenge back, and no listener hears of it", async () => {
    const answer = await send('{"type":"url_verification","challenge":"c1"}');
    expect(await answer.json()).toEqual({ challenge: "c1" });
    expect(taken).toEqual([]);
  });

  it("is refused when it comes a second time", async () => {
    expect((await send('{"type":"event_callback"}')).status).toBe(200);
    expect((await send('{"type":"event_callback"}')).status).toBe(401);
    expect(taken).toHaveLength(1);
    expect(lines).toEqual(["A request was refused: it was taken before."]);
  });
});

describe("a request is refused", () => {
  it.each([
    ["without a signature", { signature: "" }, 401],
    ["with another secret's signature", { signature: sign("other", second, "{}") }, 401],
    ["with the signature of another body", { signature: sign(secret, second, "{ }") }, 401],
    ["from more than five minutes ago", { timestamp: String(now / 1000 - 301) }, 401],
    ["from more than five minutes ahead", { timestamp: String(now / 1000 + 301) }, 401],
    ["without a time", { timestamp: "soon" }, 401],
    ["at another path", { path: "/" }, 404],
    ["that is no POST", { method: "GET" }, 405],
    ["that is neither JSON nor a form", { type: "text/plain" }, 400],
  ] satisfies [string, Sent, number][])("%s", async (_what, sent, status) => {
    expect((await send("{}", sent)).status).toBe(status);
    expect(taken).toEqual([]);
  });

  it("with a word on what to mend, and is counted", async () => {
    await send("{}", { signature: sign("other", second, "{}") });
    await send("{}", { timestamp: String(now / 1000 - 301) });
    expect(lines).toEqual([
      expect.stringContaining("SLACK_SIGNING_SECRET is not that of the app."),
      expect.stringContaining("this machine's clock is wrong."),
    ]);
    expect(counted).toEqual(["http refused", "http refused"]);
  });

  it("whose body is larger than anything that Slack sends", async () => {
    expect((await send(" ".repeat(mostBytes + 1))).status).toBe(413);
  });

  it("whose body is broken JSON", async () => {
    expect((await send("{")).status).toBe(400);
  });
});

it("accepts what is five minutes old, for clocks differ", async () => {
  expect((await send("{}", { timestamp: String(now / 1000 - 300) })).status).toBe(200);
});

describe("what is not recorded", () => {
  it("is answered with 503, so that Slack sends an event again", async () => {
    processEvent = async () => {
      throw new Error("The commit failed.");
    };
    expect((await send("{}")).status).toBe(503);
  });

  it("is taken when Slack sends it again, also within the same second", async () => {
    const recording = processEvent;
    processEvent = async () => {
      throw new Error("The commit failed.");
    };
    expect((await send("{}")).status).toBe(503);
    processEvent = recording;
    expect((await send("{}")).status).toBe(200);
    expect((await send("{}")).status).toBe(401);
    expect(taken).toHaveLength(1);
  });

  it("is answered with 503 at the deadline, and the listener's late answer goes nowhere", async () => {
    const finished = Promise.withResolvers<void>();
    processEvent = async ({ ack }) => {
      await finished.promise;
      await ack({ text: "late" });
    };
    const answer = await send("{}");
    expect(answer.status).toBe(503);
    finished.resolve();
  });
});

it("answers what is under way before it stops, and refuses what comes then", async () => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  processEvent = async () => {
    begun.resolve();
    await finish.promise;
  };
  const answer = send("{}");
  await begun.promise;
  const address = url();
  const stopped = transport.receiver.stop();
  finish.resolve();
  expect((await answer).status).toBe(200);
  await stopped;
  await expect(fetch(`${address}/slack/events`)).rejects.toThrow("fetch failed");
});
