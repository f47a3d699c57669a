import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { WebClient } from "@slack/web-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { sign } from "../../lab/workspace/delivery/http-delivery.ts";
import { readManifest } from "../../lab/workspace/index.ts";
import { faultIn } from "../../src/slack/requests/request-shapes.ts";
import { createSocketTransport } from "../../src/slack/transport/socket/socket-receiver.ts";
import { start } from "../lab/workspace/practice.ts";
import { eavesdropper, encoded, mutated, mutations, type Sent } from "./payload-mutations.ts";
import { channelId, createStage, type Stage } from "./stage.ts";

const signingSecret = "practice signing secret";

const began = Date.now();

let stage: Stage;
let sent: readonly Sent[];
let close: () => void;

const url = () => `http://127.0.0.1:${stage.slack.transport.state().port}/slack/events`;

beforeAll(async () => {
  const between = await eavesdropper(url);
  close = between.close;
  const workspace = await start({
    manifest: await readManifest("manifest.yml"),
    delivery: { url: () => between.url, signingSecret },
  });
  const suggest = async () => ({ found: [{ typed: "shop", label: "Shop" }], unread: [] });
  // It stands, so that however slow the machine is, all is refused within one minute.
  const clock = () => began;
  stage = await createStage({ over: "http", workspace, suggest, offerIn: [channelId], clock });
  await walk(stage);
  sent = [...between.all, ...neverSent(between.all)];
});
afterAll(async () => {
  close();
  await stage.close();
});

/** Everything that people do and that Slack tells of, once. */
async function walk({ ada, grace, begin, work, workspace }: Stage): Promise<void> {
  const { ts: root } = await begin();
  const click = async (label: string, who = ada) => {
    const holds = (blocks: readonly object[]) => JSON.stringify(blocks).includes(`"${label}"`);
    const message = ada.sees(channelId, root).findLast(({ blocks }) => holds(blocks));
    await who.click(channelId, message?.ts ?? "", label);
    await work();
  };
  await click("Answer");
  await ada.submit({ "field:cause": "a race" });
  await work();
  for (const label of ["Known", "Applied"]) await click(label, grace);
  const said = await ada.say(channelId, "a word", { threadTs: root });
  const file = { name: "nginx.conf", content: "keepalive_timeout 65s;" };
  await ada.say(channelId, "a file", { threadTs: root, files: [file] });
  await ada.react(channelId, said.ts, "pushpin");
  await ada.edit(channelId, said.ts, "other words");
  await ada.remove(channelId, said.ts);
  await ada.say(channelId, "@handrail status", { threadTs: root });
  const { ts } = await ada.say(channelId, "an alert, or a word");
  await ada.openShortcut("keep_message", channelId, ts);
  await ada.openShortcut("start_here", channelId, ts);
  await ada.closeModal();
  await ada.slash(channelId, "/runbook hello");
  await ada.typeInModal({ blockId: "field:loadBalancer", actionId: "suggest:loadBalancer" }, "sh");
  await ada.slash(channelId, "/runbook note a note");
  await ada.openHome();
  await workspace.until(() => ada.home() ?? undefined, { waitingFor: "App Home" });
  await ada.clickInHome("Catch me up");
}

/** What Slack sends only to apps that ask for it. */
function neverSent(all: readonly Sent[]): readonly Sent[] {
  const like = (kind: string, type: string) =>
    all.filter((one) => one.kind === kind).map(({ payload }) => ({ ...payload, type }));
  return [...like("view_submission", "view_closed"), ...like("message_action", "shortcut")].map(
    (payload) => ({ kind: payload.type, payload }),
  );
}

let nth = 0;

/** As if it came for the first time, so that it is no repetition of what was done. */
function anew({ kind, payload }: Sent): object {
  nth += 1;
  const isAnswer = kind === "command" || "trigger_id" in payload;
  return {
    ...payload,
    ...(isAnswer ? { trigger_id: `t${nth}` } : {}),
    ...("event_id" in payload ? { event_id: `Ev${nth}` } : {}),
    ...("view" in payload ? { view: { ...(payload.view as object), hash: `h${nth}` } } : {}),
  };
}

/** One of those that were sent, with something wrong in it. */
const wrong = fc.tuple(fc.nat(1_000_000), mutations).map(([which, changes]) => {
  const one = sent[which % sent.length] ?? { kind: "none", payload: {} };
  return {
    kind: one.kind,
    make: () => ({ ...mutated(anew(one), changes), token: `t${nth}` }),
    changes,
  };
});

async function send(kind: string, payload: object): Promise<number> {
  const { type, body } = encoded(kind, payload);
  const timestamp = String(Math.floor(began / 1_000));
  const headers = {
    "content-type": type,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": sign(signingSecret, timestamp, body),
  };
  const answer = await fetch(url(), { method: "POST", headers, body });
  await answer.text();
  return answer.status;
}

const failed = () => stage.lines.filter((line) => line.includes("was not acknowledged"));
const refused = () => stage.lines.filter((line) => line.includes("has not the form of Slack's"));

describe("a payload that is not as Slack makes them", () => {
  it("is as they are where nothing was changed", () => {
    expect(sent.filter(({ payload }) => faultIn(payload) !== undefined)).toEqual([]);
    const kinds = new Set(sent.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([
      ...["app_home_opened", "app_mention", "block_actions", "block_suggestion", "command"],
      ...["message", "message_action", "reaction_added", "shortcut", "view_closed"],
      "view_submission",
    ]);
  });

  it("is answered once and for all over HTTP, whatever is wrong with it and wherever", async () => {
    await fc.assert(
      fc.asyncProperty(wrong, async ({ kind, make }) => {
        const before = failed().length;
        const status = await send(kind, make());
        expect(failed().slice(before)).toEqual([]);
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 500 },
    );
    expect(refused()).toHaveLength(1);
    const lines = stage.lines.length;
    expect(await stage.ada.slash(channelId, "/runbook status")).toMatchObject({ acked: true });
    // An answer to one before may still be on its way, into a thread that there is none of.
    const late = /^Telling someone failed/;
    expect(stage.lines.slice(lines).filter((line) => !late.test(line))).toEqual([]);
  });

  it.each([
    ["events_api", "nothing that is JSON", "application/json", "{"],
    ["events_api", "a list", "application/json", "[{}]"],
    ["interactive", "no JSON", "application/x-www-form-urlencoded", "payload=%7B"],
  ])("is refused where the body of %s is %s", async (_type, _what, type, body) => {
    const timestamp = String(Math.floor(began / 1_000));
    const signature = sign(signingSecret, timestamp, body);
    const headers = { "content-type": type, "x-slack-request-timestamp": timestamp };
    const answer = await fetch(url(), {
      ...{ method: "POST", body },
      headers: { ...headers, "x-slack-signature": signature },
    });
    expect(answer.status).toBe(400);
    expect(refused()).toHaveLength(1);
  });

  it("is acknowledged over a socket, so that it does not come again, and nobody hears of it", async () => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(server, "listening");
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = { apps: { connections: { open: async () => ({ url }) } } };
    const [heard, lines]: [unknown[], string[]] = [[], []];
    const line = (says: string) => void lines.push(says);
    const transport = createSocketTransport({
      ...{ clock: () => began, log: { info: () => {}, warn: line, error: line }, faultIn },
      client: client as unknown as WebClient,
    });
    transport.receiver.init({ processEvent: async ({ body }) => void heard.push(body) });
    const acked = new Set<string>();
    server.on("connection", (socket: WebSocket) => {
      socket.on("message", (data) => acked.add(JSON.parse(String(data)).envelope_id));
      socket.send('{"type":"hello","num_connections":1}');
    });
    await transport.receiver.start();
    const [socket] = [...server.clients];
    const all = fc.sample(wrong, 200).map(({ make }) => make());
    const payloads = [...all, null, 7, "text", [], undefined];
    for (const [at, payload] of payloads.entries())
      socket?.send(JSON.stringify({ type: "interactive", envelope_id: `e${at}`, payload }));
    await expect.poll(() => acked.size).toBe(payloads.length);
    expect(heard.length).toBe(payloads.filter((one) => faultIn(one) === undefined).length);
    expect(new Set(lines).size).toBe(lines.length);
    await transport.receiver.stop();
    server.close();
  });
});
