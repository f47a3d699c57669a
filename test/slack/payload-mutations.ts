import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";

/** A request as Slack sends it, with what it holds read. */
export interface Sent {
  /** "command", or the type that it has. */
  readonly kind: string;
  readonly payload: object;
}

/** A request URL that hands on to the bot what Slack sends, and keeps it in `all`. */
export async function eavesdropper(bot: () => string) {
  const all: Sent[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    all.push(sentIn(body, request));
    const { status, ...answer } = await post(bot(), body, request.headers);
    response.writeHead(status).end(answer.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  return { all, url, close: () => void server.close() };
}

const form = "application/x-www-form-urlencoded";

function sentIn(body: string, { headers }: IncomingMessage): Sent {
  if (headers["content-type"] === form) {
    const fields = Object.fromEntries(new URLSearchParams(body));
    if (fields.payload === undefined) return { kind: "command", payload: fields };
    const payload = JSON.parse(fields.payload);
    return { kind: payload.type, payload };
  }
  const payload = JSON.parse(body);
  return { kind: payload.event.type, payload };
}

/** What Slack posts for it. */
export function encoded(kind: string, payload: object) {
  const json = JSON.stringify(payload);
  if (kind === "command") {
    const fields = Object.entries(payload).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return { type: form, body: new URLSearchParams(fields).toString() };
  }
  const isEvent = !/^(?:block_|view_|shortcut|message_action)/.test(kind);
  return isEvent
    ? { type: "application/json", body: json }
    : { type: form, body: new URLSearchParams({ payload: json }).toString() };
}

const names = ["content-type", "x-slack-request-timestamp", "x-slack-signature"];

async function post(url: string, body: string, headers: IncomingMessage["headers"]) {
  const kept = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const answer = await fetch(url, { method: "POST", body, headers: kept });
  return { status: answer.status, body: await answer.text() };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function deep(levels: number): Json {
  let made: Json = "deep";
  for (let level = 0; level < levels; level += 1) made = level % 2 === 0 ? [made] : { made };
  return made;
}

/** What may stand anywhere instead of what Slack means. */
const wrong: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<(Json | undefined)[]>(
    ...[
      undefined,
      null,
      true,
      false,
      0,
      -1,
      1.5,
      1e308,
      "",
      "x",
      "\0",
      "\ud800",
      "é".repeat(5_000),
    ],
    ...[[], {}, [null], [[]], [7], ["x"], { id: null }, { id: 7 }, { type: {} }, { value: [] }],
    ...[deep(90), deep(1_000), JSON.parse('{"__proto__":{"id":1},"constructor":null}')],
  ),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/** Names by which Bolt or the listeners tell requests apart, and some that nobody sends. */
const extra = fc.constantFrom(
  ...["type", "event", "command", "name", "actions", "view", "authorizations", "channel", "user"],
  ...[
    "response_url",
    "response_urls",
    "function_data",
    "bot_access_token",
    "is_enterprise_install",
  ],
  ...["enterprise", "team", "container", "item", "subteam", "__proto__", "toString", "then"],
);

/** Changes of a payload, each at the place of this number, counted through all of it. */
export const mutations = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    put: wrong,
    add: fc.option(extra, { nil: undefined, freq: 4 }),
  }),
  { minLength: 1, maxLength: 2 },
);

type Mutations = typeof mutations extends fc.Arbitrary<infer Made> ? Made : never;

/** The payload with the changes; another object. */
export function mutated(payload: object, changes: Mutations): object {
  const copy = structuredClone(payload);
  for (const { at, put, add } of changes) {
    const places = placesIn(copy);
    const { on, name } = places[at % places.length] ?? { on: copy, name: "type" };
    const key = add === undefined || Array.isArray(on) ? name : add;
    if (put === undefined) Reflect.deleteProperty(on, key);
    else {
      // Another change may go into this one, and the next payload is not to have that.
      const value = structuredClone(put);
      Object.defineProperty(on, key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return copy;
}

interface Spot {
  readonly on: object;
  readonly name: string;
}

const placesIn = (on: object): readonly Spot[] =>
  Object.entries(on).flatMap(([name, value]) => [
    { on, name },
    ...(typeof value === "object" && value !== null ? placesIn(value) : []),
  ]);
