import type { Answers, FieldKinds, Flow } from "#language";
import { readAnswers, subjectOf } from "./answers.ts";
import type { Happening } from "./event.ts";
import { refuseLong } from "./longest.ts";
import { opening } from "./transitions.ts";

/** What a run of this flow begins with: its inputs, what it is about, and its first step. Throws BadInput for what is missing. */
export function startOf(fields: FieldKinds, flow: Flow, given: Answers): Start {
  refuseLong(given);
  const { answers: facts, said } = readAnswers(fields, flow.inputs, given);
  const subject = subjectOf(fields, flow.inputs, facts);
  return {
    kind: "started",
    flow: flow.id,
    version: flow.version,
    facts,
    said,
    ...(subject === undefined ? {} : { subject }),
    led: opening(flow),
  };
}

type Start = Omit<Extract<Happening, { readonly kind: "started" }>, "run" | "place" | "anyway">;
