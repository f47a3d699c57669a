import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createPosts } from "../../../../src/slack/delivery/posting/posts.ts";
import { failureIn } from "../../../../src/slack/delivery/web-api/failures.ts";
import { createClients } from "../../../../src/slack/delivery/web-api/web-clients.ts";
import { silent } from "../../../engine/parts.ts";

const message = { kind: "post", key: "k", where: "thread", text: "x", blocks: [] } as const;
const mark = { run: "r1", key: "k", generation: 1 };
const spot = { channel: "C1", team: "T1", threadTs: "1.1", isBroadcast: false, since: 0 };

const given = (body: string, status = 200, headers: Readonly<Record<string, string>> = {}) =>
  createClients({
    ...{ botToken: "practice", slackApiUrl: "http://127.0.0.1:1/api/", log: silent },
    fetch: async () => new Response(body, { status, headers }),
  }).worker;

const posted = (body: string) =>
  createPosts(
    given(body),
    async () => "UBOT",
    () => {},
  ).post(message, mark, spot);

const failure = (...answer: Parameters<typeof given>) =>
  given(...answer)
    .conversations.info({ channel: "C1" })
    .then(() => undefined, failureIn);

describe("an answer that is not Slack's", () => {
  it.each([
    "<html>A proxy of ours</html>",
    '{"ok":tr',
    "",
    "null",
    "7",
    "[]",
    '{"ok":"yes"}',
    '{"ok":false}',
    '{"ok":false,"error":{"a":1}}',
    '{"ok":false,"error":"<!channel> a page"}',
    '{"ok":true,"ts":"1.1","response_metadata":{"warnings":7}}',
    '{"ok":true,"ts":"1.1","response_metadata":{"messages":[{"toString":1}]}}',
    '{"ok":true}',
    '{"ok":true,"ts":17}',
  ])("leaves in doubt whether a message is there: %s", async (body) => {
    expect(await posted(body)).toMatchObject({ kind: "doubt" });
  });

  it("is a failure of the call like any other", async () => {
    expect(await failure("null")).toMatchObject({ kind: "doubt" });
    expect(await failure('{"ok":false,"error":"not_in_channel"}')).toEqual({
      ...{ kind: "refused", code: "not_in_channel" },
    });
  });
});

describe("who says that there are too many requests", () => {
  it.each([
    ["7", 7_000],
    ["99999999999", 30_000],
    ["86400", 600_000],
    ["999999999", 600_000],
    ["-5", 30_000],
    ["0", 1_000],
    ["soon", 30_000],
    ["Wed, 21 Oct 2026 07:28:00 GMT", 30_000],
    [undefined, 30_000],
  ])("is waited for within what can be meant: %s", async (after, waitMs) => {
    const headers = after === undefined ? {} : { "retry-after": after };
    expect(await failure("", 429, headers)).toEqual({ kind: "wait", waitMs });
  });
});

describe("an answer that stops", () => {
  const stops: { readonly [where: string]: (response: ServerResponse) => void } = {
    "before it begins": () => {},
    "in its body": (response) => response.writeHead(200).write('{"ok":'),
    "in the body of a failure": (response) => response.writeHead(503).write("<html>"),
    "in the body of too many requests": (response) => response.writeHead(429).write("<html>"),
  };

  it.concurrent.each(Object.entries(stops))("%s is waited for two seconds", async (_, stop) => {
    const server = createServer((_request, response) => stop(response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const slackApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
    const { trigger } = createClients({ botToken: "practice", slackApiUrl, log: silent });
    const begun = performance.now();
    const view = { type: "home" as const, blocks: [] };
    await expect(trigger.views.publish({ user_id: "U1", view })).rejects.toThrow();
    expect(performance.now() - begun).toBeLessThan(4_000);
    server.closeAllConnections();
    server.close();
  });
});

describe("an answer that never ends", () => {
  it.concurrent.each([200, 429, 503])("breaks off (HTTP %i)", async (status) => {
    let sent = 0;
    const some = Buffer.alloc(262_144, 32);
    const server = createServer((_request, response) => {
      const write = () => {
        // Bounded here as well, so that a reader without bounds ends by its own words.
        for (let isFree = true; isFree && sent < 200_000_000; sent += some.length)
          isFree = response.write(some);
        if (sent >= 200_000_000) response.end();
      };
      response.writeHead(status).on("drain", write);
      write();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const slackApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
    const { worker } = createClients({ botToken: "practice", slackApiUrl, log: silent });
    await expect(worker.auth.test()).rejects.toThrow();
    expect(sent).toBeLessThan(40_000_000);
    server.closeAllConnections();
    server.close();
  });
});
