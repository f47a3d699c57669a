import type { Json } from "../probes/evidence.ts";
import { shownUrl, visibleLine } from "../texts/visible-text.ts";
import { defineField, type FieldKind, type FieldRead } from "./field-kind.ts";
import type { Field } from "./fields.ts";
import { readSeconds } from "./seconds.ts";

const text = defineField<string>({
  kind: "text",
  called: { one: "text", many: "texts" },
  fits: (answer) => typeof answer === "string",
  expected: () => "Write an answer.",
  words: (answer) => [answer],
  form: {
    kind: "input",
    input: ({ long = false }) => ({ kind: "text", most: long ? 3_000 : 2_000, multiline: long }),
    initial: (answer) => answer,
    read: (typed) => ({ kind: "answer", answer: typed }),
  },
  // Something that Handrail cannot find in the world goes by the name that people give it.
  subject: (answer) => {
    const name = visibleLine(answer).slice(0, 100) || "unnamed";
    return { key: name.toLowerCase(), name };
  },
});

const person = defineField<string>({
  kind: "person",
  called: { one: "person", many: "people" },
  fits: (answer) => typeof answer === "string" && visibleLine(answer) !== "",
  expected: () => "Name a person.",
  words: (answer) => [answer],
  form: {
    kind: "input",
    input: () => ({ kind: "person" }),
    initial: (answer) => answer,
    read: (typed) => ({ kind: "answer", answer: typed }),
  },
});

const url = defineField<string>({
  kind: "url",
  called: { one: "address", many: "addresses" },
  fits: (answer) => isHttpUrl(answer) && !hasCredentials(answer),
  expected: (_, answer) => (hasCredentials(answer) ? noCredentials : whole("Write")),
  kept: withoutQueryValues,
  words: (answer) => [shownUrl(answer)],
  form: {
    kind: "input",
    input: () => ({
      kind: "text",
      most: 1_000,
      hint: "https://… The values of a query are left out.",
    }),
    initial: (answer) => answer,
    read: (typed) => (isHttpUrl(typed) ? { kind: "answer", answer: typed } : wrong(whole("Type"))),
  },
});

const seconds = defineField<number>({
  kind: "seconds",
  called: { one: "time", many: "times" },
  fits: (answer) => typeof answer === "number" && Number.isFinite(answer) && answer >= 0,
  expected: () => "Write seconds as a number, such as 0.5.",
  words: (answer) => [`${answer} s`],
  form: {
    kind: "input",
    input: () => ({ kind: "text", most: 30, hint: "With its unit: 2 s or 500 ms." }),
    initial: (answer) => `${answer} s`,
    read: readSeconds,
  },
});

const number = defineField<number>({
  kind: "number",
  called: { one: "number", many: "numbers" },
  fits: (answer, field) => Number.isInteger(answer) && isWithin(Number(answer), field),
  expected: (field) => `Write a whole number${range(field)}.`,
  words: (answer) => [String(answer)],
  form: {
    kind: "input",
    input: (field) => ({ kind: "text", most: 12, hint: `A whole number${range(field)}.` }),
    initial: (answer) => String(answer),
    read: (typed, field) =>
      /^-?\d+$/.test(typed) && isWithin(Number(typed), field)
        ? { kind: "answer", answer: Number(typed) }
        : wrong(`Type a whole number${range(field)}.`),
  },
});

const choice = defineField<string>({
  kind: "choice",
  called: { one: "choice", many: "choices" },
  fits: (answer, { options = [] }) => typeof answer === "string" && options.includes(answer),
  expected: ({ options = [] }) => `Pick one of: ${options.join(", ")}.`,
  words: (answer) => [answer],
  form: {
    kind: "input",
    input: ({ options = [] }) => ({ kind: "one", options }),
    initial: (answer) => answer,
    read: (picked) => ({ kind: "answer", answer: picked }),
  },
});

/** The kinds that every flow can ask for. */
export const platformFields: readonly FieldKind[] = [url, seconds, text, person, number, choice];

const whole = (verb: string) => `${verb} a whole address, such as https://shop.example.com/health.`;

const noCredentials =
  "This address holds a name or password (before the @), and everyone in the channel could read it. Write it without them.";

function isHttpUrl(answer: Json): boolean {
  const parsed = typeof answer === "string" ? URL.parse(answer) : null;
  return parsed?.protocol === "http:" || parsed?.protocol === "https:";
}

/** Names alone tell which page it is; the fragment never leaves a browser. */
function withoutQueryValues(answer: string): string {
  const parsed = URL.parse(answer);
  if (parsed === null || (parsed.search === "" && parsed.hash === "")) return answer;
  for (const name of [...parsed.searchParams.keys()]) parsed.searchParams.set(name, "");
  parsed.hash = "";
  return parsed.href;
}

function hasCredentials(answer: Json): boolean {
  const parsed = typeof answer === "string" ? URL.parse(answer) : null;
  return parsed !== null && (parsed.username !== "" || parsed.password !== "");
}

const isWithin = (value: number, { min, max }: Field): boolean =>
  value >= (min ?? Number.MIN_SAFE_INTEGER) && value <= (max ?? Number.MAX_SAFE_INTEGER);

function range({ min, max }: Field): string {
  if (min === undefined && max === undefined) return "";
  if (max === undefined) return ` of at least ${min}`;
  return min === undefined ? ` of at most ${max}` : ` from ${min} to ${max}`;
}

const wrong = (says: string): FieldRead => ({ kind: "wrong", says });
