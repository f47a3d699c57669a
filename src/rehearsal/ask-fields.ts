import type { Answers, Field, FieldKind, FieldKinds, Fields, Json } from "#language";
import { BadInput } from "../run/errors.ts";

/** Asks for what is not known yet, question by question. Rejects with BadInput for what a terminal cannot ask. */
export async function askFields(
  person: Rehearser,
  kinds: FieldKinds,
  fields: Fields,
  known: Answers,
): Promise<Answers> {
  const answers: { [name: string]: Json } = {};
  for (const [name, field] of Object.entries(fields)) {
    const answer = known[name] ?? (await askField(person, kinds.get(field.kind), name, field));
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
}

async function askField(
  { out, ask }: Rehearser,
  kind: FieldKind | undefined,
  name: string,
  field: Field,
): Promise<Json | undefined> {
  const { form, resolve } = kind ?? {};
  if (form?.kind !== "input") {
    if (field.optional) return undefined;
    throw new BadInput(
      `“${field.label}” has a form of its own in Slack. Give the answer as JSON here: --fact '${name}=…'.`,
    );
  }
  const input = form.input(field);
  const options = input.kind === "one" ? ` (${input.options.join(", ")})` : "";
  const initial = field.initial === undefined ? "" : ` [${form.initial(field.initial as Json)}]`;
  const optional = field.optional ? " (optional)" : "";
  for (;;) {
    const typed = await ask(`${field.label}${options}${optional}${initial} `);
    if (typed === "" && field.initial !== undefined) return field.initial as Json;
    if (typed === "" && field.optional) return undefined;
    const read = typed === "" ? wrong("An answer is needed.") : form.read(typed, field);
    const answer = read.kind === "typed" ? await found(read.typed, resolve) : read;
    if (answer.kind === "answer" && kind?.fits(answer.answer, field)) return answer.answer;
    out(answer.kind === "wrong" ? answer.says : (kind?.expected(field, answer.answer) ?? ""));
  }
}

/** What a name means in the world. */
async function found(typed: string, resolve: FieldKind["resolve"]) {
  if (resolve === undefined) return wrong("Names cannot be looked up here.");
  const seen = await resolve(typed, AbortSignal.timeout(10_000));
  if (seen.kind === "found" || seen.kind === "unread")
    return { kind: "answer", answer: seen.answer } as const;
  return wrong(
    seen.kind === "ambiguous"
      ? seen.next
      : `There is no “${typed}” among ${seen.looked}. ${seen.next}`,
  );
}

const wrong = (says: string) => ({ kind: "wrong", says }) as const;

/** Who tries a runbook, in a terminal. */
export interface Rehearser {
  readonly out: (line: string) => void;
  /** One line that was typed, trimmed. Rejects with BadInput where nothing more comes. */
  readonly ask: (question: string) => Promise<string>;
}
