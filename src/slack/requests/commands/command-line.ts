import { nearestName } from "../../../language/check/nearest-name.ts";
import { BadInput } from "../../../run/errors.ts";
import { longestText, tooLongText } from "../../../run/text-lengths.ts";

export type TypedCommand =
  | { readonly kind: "nothing" }
  | { readonly kind: "list" | "status" | "help" | "postmortem" | "catchUp" }
  | { readonly kind: "note" | "decision" | "stop"; readonly text: string }
  /** Ends what Handrail does by itself at the step, not the run. */
  | { readonly kind: "unwatch" | "cancel" }
  /** `run` is the beginning of an id, or empty. */
  | { readonly kind: "resume"; readonly run: string }
  | { readonly kind: "start"; readonly flow?: string; readonly subject?: string }
  /** No word and no flow; `meant` is what it resembles most, if anything; alone, it may be the name of what a run is about. */
  | {
      readonly kind: "unknown";
      readonly word: string;
      readonly isAlone: boolean;
      readonly meant?: string;
    };

const verbs = [
  "list",
  "status",
  "catchup",
  "note",
  "decision",
  "stop",
  "resume",
  "postmortem",
  "help",
  "start",
] as const;

/**
 * Reads what was typed; phones type dashes and curly quotes, Slack escapes and links. `flows`: the ids that start one. Throws
 * BadInput for more than anybody reads.
 */
export function readCommandLine(typed: string, flows: readonly string[]): TypedCommand {
  if (typed.length > longestText) throw new BadInput(tooLongText(typed.length, longestText));
  return commandIn(typed, flows);
}

function commandIn(typed: string, flows: readonly string[]): TypedCommand {
  const text = plainText(typed).replace(/^["'\u2018-\u201E\u2010-\u2015-]+\s*/, "");
  const [, first = "", rest = ""] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const word = bare(onKeyboard(first)).toLowerCase();
  switch (word) {
    case "":
      return { kind: "nothing" };
    case "list":
    case "status":
    case "help":
    case "postmortem":
      return { kind: word };
    case "catchup":
    case "catch":
      return { kind: "catchUp" };
    case "note":
    case "decision":
      return { kind: word, text: unquoted(rest) };
    case "stop":
      return stopped(unquoted(rest));
    case "resume":
      return { kind: "resume", run: bare(onKeyboard(rest.trim())) };
    case "start":
      return rest === "" ? { kind: "start" } : startOf(rest);
    default:
      return beginsFlow(word, flows) ? startOf(text) : unknown(first, rest === "", flows);
  }
}

function stopped(what: string): TypedCommand {
  if (/^(?:the )?watch(?:ing)?[.!]?$/i.test(what)) return { kind: "unwatch" };
  if (/^(?:the )?look(?:ing)?[.!]?$/i.test(what)) return { kind: "cancel" };
  return { kind: "stop", text: what };
}

/** Slack's text as a person reads it: mentions and links as words, entities as characters. */
export function plainText(text: string): string {
  return text
    .replace(/<([@#])[A-Z0-9]+\|([^<>]+)>/g, "$1$2")
    .replace(/<([@#][A-Z0-9]+)>/g, "$1")
    .replace(/<((?:https?|mailto):[^|<>]+)(?:\|[^<>]*)?>/g, "$1")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .trim();
}

/** Dashes, quotes and spaces as on a keyboard: names hold no others. */
const onKeyboard = (text: string): string =>
  text
    .replace(/[\u2018-\u201B\u2032]/g, "'")
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/\u2014/g, "--")
    .replace(/[\u2010-\u2013\u2212]/g, "-")
    .replace(/[\u00A0\u202F]/g, " ");

function startOf(text: string): TypedCommand {
  const [flow = "", ...more] = onKeyboard(text).split(/\s+/);
  // "hello for shop-prod" and "hello -- shop-prod" mean the same.
  const named = more.filter((word) => !/^(?:-+|for|on)$/i.test(word));
  const subject = bare(named.join(" "));
  return { kind: "start", flow: bare(flow), ...(subject === "" ? {} : { subject }) };
}

const beginsFlow = (word: string, flows: readonly string[]): boolean =>
  flows.some((flow) => flow.toLowerCase().startsWith(word));

function unknown(typed: string, isAlone: boolean, flows: readonly string[]): TypedCommand {
  const word = bare(onKeyboard(typed));
  const meant = nearestName(word.toLowerCase(), [...verbs, ...flows]);
  return { kind: "unknown", word, isAlone, ...(meant === undefined ? {} : { meant }) };
}

/** A name without the quotes that someone put at its ends. */
const bare = (name: string): string => name.replace(/^["']+|(?<!["'])["']+$/g, "");

/** Without the quotes around all of it, straight or curly. With such a quote inside, those at the ends belong to two. */
const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^["\u201C\u201E]([^"\u201C-\u201F]*)["\u201C\u201D]$/, "$1")
    .replace(/^['\u2018]([^'\u2018-\u201B]*)['\u2019]$/, "$1");
