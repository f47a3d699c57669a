import { type Entered, type Input, msOrSeconds, type WrongInputs } from "#language";
import { parseDuration } from "../links/durations.ts";
import { readMeasurement } from "../links/measure-command.ts";
import type { Server } from "../links/server.ts";
import type { IdleAnswer } from "./field-builders.ts";

/** A timeout that was read from the form, or sentences by id. */
export type IdleRead = { readonly kind: "answer"; readonly idle: IdleAnswer } | WrongInputs;

/** The question for one idle timeout: how it is known, its value, and where it was read. */
export function idleInputs(
  id: string,
  label: string,
  known: IdleAnswer | undefined,
  server: Server | undefined,
): readonly Input[] {
  const value = initialValue(known);
  return [
    { kind: "one", id: `${id}:how`, label, options: ways, ...startsWith(known?.how) },
    {
      ...{ kind: "text", id: `${id}:value`, label: "The value, or the measured line", most: 500 },
      ...{ multiline: true, optional: true, hint: hints[server?.unit ?? "none"] },
      ...startsWith(value),
    },
    {
      ...{ kind: "text", id: `${id}:where`, label: "Where did you read it?", most: 100 },
      ...{ optional: true, hint: "A file and line, a console page or a command." },
      ...startsWith(known?.where),
    },
  ];
}

const startsWith = (initial: string | undefined) => (initial === undefined ? {} : { initial });

const hints = {
  s: "With its unit. This server's setting is in seconds: 75 s.",
  ms: "With its unit. This server's setting is in milliseconds: 75000 ms.",
  duration: "With its unit: 75 s or 65000 ms.",
  none: "With its unit: 75 s or 65000 ms.",
} as const;

function initialValue(known: IdleAnswer | undefined): string | undefined {
  if (known?.how === "measured") return undefined;
  if (known?.state === "never" || known?.state === "closes") return known.state;
  return known?.seconds === undefined ? undefined : `${known.seconds} s`;
}

const ways = [
  { label: "From the config", value: "read" },
  { label: "Measured", value: "measured" },
  { label: "Default: nothing overrides it", value: "default" },
  { label: "I do not know", value: "unknown" },
];

/** Reads what {@link idleInputs} asked of a server of this kind. */
export function readIdle(id: string, entered: Entered, server: Server | undefined): IdleRead {
  const how = entered.picked(`${id}:how`);
  const where = entered.typed(`${id}:where`);
  const noted = where === "" ? {} : { where };
  if (how === "default" || how === "unknown") return { kind: "answer", idle: { how, ...noted } };
  if (how !== "read" && how !== "measured") return wrong(`${id}:how`, "Please pick one.");
  const text = entered.typed(`${id}:value`);
  if (text === "") return wrong(`${id}:value`, missing[how]);
  const idle = how === "measured" ? measured(text) : stated(text, server);
  if (typeof idle === "string") return wrong(`${id}:value`, idle);
  return { kind: "answer", idle: { ...idle, ...noted } };
}

const missing = {
  read: "Type the value with its unit, or pick “I do not know”.",
  measured: "Paste the line that the measurement printed, or pick “I do not know”.",
} as const;

/** A typed value as an answer, or a sentence on what to type instead. */
function stated(text: string, server: Server | undefined): IdleAnswer | string {
  const duration = parseDuration(text, server?.unit, server?.zero);
  switch (duration.kind) {
    case "seconds":
      return { how: "read", seconds: duration.seconds };
    case "never":
    case "closes":
      return { how: "read", state: duration.kind };
    case "unknown":
      return { how: "unknown" };
    case "ambiguous":
      return msOrSeconds(text);
    case "bad":
      return duration.why;
    default:
      return duration satisfies never;
  }
}

/** A pasted measurement as an answer, or a sentence on what went wrong with it. */
function measured(text: string): IdleAnswer | string {
  const result = readMeasurement(text);
  switch (result.kind) {
    case "seconds":
      return { how: "measured", seconds: result.seconds };
    case "at-least":
      return { how: "measured", seconds: result.seconds, state: "at-least" };
    case "closes":
      return { how: "measured", state: result.announced === false ? "closes-silently" : "closes" };
    case "problem":
      return result.why;
    default:
      return result satisfies never;
  }
}

const wrong = (block: string, says: string): IdleRead => ({
  kind: "wrong",
  errors: { [block]: says },
});
