import type { WorkspaceContext } from "../context.ts";
import { isRecord, type JsonRecord } from "../json.ts";
import { Refusal, refuseWith } from "../rules/refusal.ts";
import type { WorkspaceState } from "../state.ts";

/** The arguments of a call, with JSON in form fields already parsed. */
export type Arguments = JsonRecord;

/** One Web API method: who may call it, with what, and what it does. */
export interface WebApiMethod {
  readonly token: "bot" | "app";
  /** The scopes of which one is needed; it may depend on the kind of channel. */
  readonly scopes: (args: Arguments, state: WorkspaceState) => readonly string[];
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Takes effect and gives what stands beside `ok: true`; throws a Refusal. */
  readonly handle: (args: Arguments, context: WorkspaceContext) => JsonRecord;
}

/** Methods by their names. */
export type Methods = Readonly<Record<string, WebApiMethod>>;

/** A method of the bot's token. Arguments are words: those that it needs, and those that it may be given. */
export const botMethod = (
  scopes: WebApiMethod["scopes"],
  required: string,
  optional: string,
  handle: WebApiMethod["handle"],
): WebApiMethod => ({
  ...{ token: "bot", scopes, handle },
  ...{ required: words(required), optional: words(optional) },
});

const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");

/** A scope rule that is the same for every call. */
export const scope =
  (...scopes: readonly string[]) =>
  () =>
    scopes;

/** A scope rule that follows the kind of channel, as in channels:history or groups:history. */
export const channelScope = (right: string) => (args: Arguments, state: WorkspaceState) =>
  state.channel(textArgument(args, "channel"))?.isPrivate
    ? [`groups:${right}`]
    : [`channels:${right}`];

// Arguments that any method takes: https://docs.slack.dev/apis/web-api
const always = ["token", "team_id"];

/** Refuses missing and unknown arguments; the latter is stricter than Slack, which ignores them (not documented). */
export function requireArguments(method: WebApiMethod, args: Arguments): void {
  const missing = method.required.filter((name) => args[name] === undefined || args[name] === "");
  const known = [...method.required, ...method.optional, ...always];
  const unknown = Object.keys(args).filter((name) => !known.includes(name));
  const problems = [
    ...missing.map((name) => `[ERROR] missing required field: ${name}`),
    ...unknown.map((name) => `[ERROR] unknown argument: ${name}`),
  ];
  if (problems.length > 0) throw refuseWith("invalid_arguments", problems);
}

/** An argument as text, empty where missing. */
export const textArgument = (args: Arguments, name: string): string => {
  const value = args[name];
  return value === undefined || value === null ? "" : String(value);
};

/** An argument as text, null where missing or empty. */
export const textOrNull = (args: Arguments, name: string): string | null =>
  textArgument(args, name) || null;

/** An argument as yes or no. */
export const flag = (args: Arguments, name: string): boolean =>
  ["true", "1"].includes(textArgument(args, name).toLowerCase());

/** An argument that is a JSON object. */
export const structure = (args: Arguments, name: string): JsonRecord => {
  const value = args[name];
  if (!isRecord(value)) throw new Refusal("invalid_arguments");
  return value;
};

/** One page of a list and the cursor of the next, empty at the end: https://docs.slack.dev/apis/web-api/pagination */
export function cursorPage<T>(all: readonly T[], args: Arguments, usualLimit: number) {
  const limit = Number(textArgument(args, "limit") || usualLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new Refusal("invalid_limit");
  const from = readCursor(textArgument(args, "cursor"));
  const to = from + limit;
  return { items: all.slice(from, to), nextCursor: to < all.length ? cursorAt(to) : "" };
}

const cursorAt = (offset: number): string => Buffer.from(`next:${offset}`).toString("base64");

function readCursor(cursor: string): number {
  if (cursor === "") return 0;
  const offset = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  if (offset === undefined) throw new Refusal("invalid_cursor");
  return Number(offset);
}
