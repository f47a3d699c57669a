import { globSync, readFileSync } from "node:fs";
import { WebClient } from "@slack/web-api";
import nock from "nock";
import { beforeEach, describe, expect, it } from "vitest";
import { failureOf } from "../../../src/slack/delivery/web-api/failures.ts";
import { createClients } from "../../../src/slack/delivery/web-api/web-clients.ts";
import { cutOff } from "../cut-off.ts";
import { chat } from "./chat.ts";
import type { Exchange } from "./exchange.ts";
import { files } from "./files.ts";
import { places } from "./places.ts";

const exchanges = [...chat, ...places, ...files];
const token = "xoxb-practice-only";
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What came to Slack, the newest last. */
let sent: { readonly url: string; readonly headers: Headers; readonly body: string }[];

cutOff();
beforeEach(() => {
  sent = [];
});

it("every method that is called has its exchange, and no other", () => {
  const source = globSync("src/slack/**/*.ts").map((file) => readFileSync(file, "utf8"));
  // usergroups.users.list is no call of users.list.
  const called = methodsOf(new WebClient()).filter((method) =>
    source.some((text) =>
      new RegExp(`(?<!usergroups)\\.${method.replaceAll(".", "\\.")}\\(`).test(text),
    ),
  );
  expect(exchanges.map(({ method }) => method).sort()).toEqual(called.sort());
});

describe.each(exchanges)("$method", (row) => {
  const client = () => createClients({ botToken: token, slackApiUrl, log }).worker;
  const call = () => row.call(client());
  const failure = () => call().then(() => undefined, failureOf);

  it("is sent as a form, its token in the header alone", async () => {
    answer({ ok: true, ...row.answers });
    await call();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe(`https://slack.com/api/${row.method}`);
    expect(sent[0]?.headers.get("authorization")).toBe(`Bearer ${token}`);
    expect(sent[0]?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(formIn(sent[0]?.body)).toEqual(asForm(row.sends));
  });

  it("is read in full", async () => {
    answer({ ok: true, ...row.answers });
    expect(await call()).toMatchObject({ ok: true, ...row.answers });
  });

  if (row.empty)
    it("is read where there is nothing", async () => {
      answer({ ok: true, ...row.empty });
      expect(await call()).toMatchObject({ ok: true, ...row.empty });
    });

  if (row.pages)
    it("says that there is more, and asks for it", async () => {
      answer({ ok: true, ...row.pages?.answers }, { ok: true, ...row.answers });
      const { response_metadata } = (await call()) as Paged;
      const cursor = response_metadata?.next_cursor ?? "";
      expect(cursor).not.toBe("");
      await row.pages?.next(client(), cursor);
      expect(formIn(sent[1]?.body)).toMatchObject({ cursor });
    });

  it.each(Object.entries(row.refusals))("refused with %s counts as %s", async (code, kind) => {
    answer({ ok: false, error: code });
    expect(await failure()).toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });

  it("that is asked too often is not sent again, and says how long Slack asked to wait", async () => {
    nock(slack).post(/.*/).reply(429, { ok: false, error: "ratelimited" }, { "retry-after": "30" });
    expect(await failure()).toEqual({ kind: "wait", waitMs: 30_000 });
  });

  it("of which nobody knows what became of it is in doubt, and is not sent again", async () => {
    const ways = [
      () => nock(slack).post(/.*/).reply(503, "upstream connect error"),
      () => nock(slack).post(/.*/).reply(504, "<html>Gateway Timeout</html>"),
      () => nock(slack).post(/.*/).replyWithError(new Error("socket hang up")),
    ];
    for (const way of ways) {
      way();
      expect(await failure()).toMatchObject({ kind: "doubt" });
      expect(nock.pendingMocks()).toEqual([]);
    }
  });

  it("whose failure is told never tells the token", async () => {
    nock(slack).post(/.*/).replyWithError(new Error("socket hang up"));
    const thrown: unknown = await call().catch((error: unknown) => error);
    expect(JSON.stringify(await failureOf(thrown))).not.toContain(token);
  });
});

const slack = "https://slack.com";
const slackApiUrl = `${slack}/api/`;

interface Paged {
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** Answers the next calls so. */
function answer(...bodies: readonly object[]): void {
  for (const body of bodies)
    nock(slack)
      .post(/.*/)
      .reply(async (request: Request) => {
        sent.push({ url: request.url, headers: request.headers, body: await request.text() });
        return [200, { ...body }, { "content-type": "application/json; charset=utf-8" }];
      });
}

const formIn = (body = "") => Object.fromEntries(new URLSearchParams(body));

const asForm = (fields: Exchange["sends"]) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  );

/** The Web API methods that the client knows: "chat.postMessage". */
function methodsOf(parent: object, path: readonly string[] = []): readonly string[] {
  return Object.entries(parent).flatMap(([name, value]) => {
    if (typeof value === "function") return [[...path, name].join(".")];
    const isGroup = typeof value === "object" && value !== null && path.length < 3;
    return isGroup && !name.startsWith("_") ? methodsOf(value, [...path, name]) : [];
  });
}
