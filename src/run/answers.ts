import type { Answers, Field, FieldKind, FieldKinds, Fields, Json, Subject } from "#language";
import { subjectField } from "#language";
import { BadInput } from "./errors.ts";
import { looksSecret, secretsIn, withoutQueries, withoutSecrets } from "./secrets.ts";
import type { InWords, SaidAnswers } from "./visits.ts";

/** Answers, and what they say in words, so that nobody who reads them later must know their kinds. */
export interface AnswersInWords {
  readonly answers: Answers;
  readonly said: SaidAnswers;
}

/** The answers to these fields and no others. Throws BadInput for the first that is missing or not of its kind. */
export function readAnswers(kinds: FieldKinds, fields: Fields, given: Answers): AnswersInWords {
  const read = Object.entries(fields).flatMap(([name, field]) => {
    const answer = keepable(kinds.get(field.kind), field, name, given[name]);
    if (answer === undefined || answer === null || answer === "") {
      if (field.optional) return [];
      throw new BadInput(`An answer is missing: ${field.label}`, name);
    }
    const kind = kinds.get(field.kind);
    if (kind === undefined) throw new BadInput(`Nothing here knows a ${field.kind}.`, name);
    if (!kind.fits(answer, field)) throw new BadInput(misfit(kind, field, answer), name);
    return [{ name, answer, said: inWords(kind, field, answer) }];
  });
  return {
    answers: Object.fromEntries(read.map(({ name, answer }) => [name, answer])),
    said: Object.fromEntries(read.map(({ name, said }) => [name, said])),
  };
}

/**
 * An answer without what nobody may read in the record: the values of queries, and of a long text, which is pasted, what looks like
 * a secret. Throws BadInput where a short one does, for its form lets one write it anew.
 */
function keepable(
  kind: FieldKind | undefined,
  field: Field,
  name: string,
  answer: Json | undefined,
): Json | undefined {
  if (answer === undefined || answer === null || !kind?.fits(answer, field)) return answer;
  if (typeof answer === "string" && field.long) return withoutSecrets(withoutQueries(answer));
  const secrets = secretsIn(JSON.stringify(answer));
  if (secrets.length > 0) throw new BadInput(looksSecret(secrets), name);
  if (typeof answer !== "string") return answer;
  return kind.kept?.(answer) ?? withoutQueries(answer);
}

/** What a run with these inputs is about; undefined for a flow without a subject. */
export function runSubject(
  kinds: FieldKinds,
  inputs: Fields,
  answers: Answers,
): Subject | undefined {
  const [name, field] = subjectField(inputs) ?? [];
  const answer = name === undefined ? undefined : answers[name];
  return answer === undefined ? undefined : kinds.get(field?.kind ?? "")?.subject?.(answer);
}

const misfit = (kind: FieldKind, field: Field, answer: Json): string =>
  `${field.label} ${kind.expected(field, answer)}`;

function inWords(kind: FieldKind, field: Field, answer: Json): InWords {
  const open = kind.open?.(answer) ?? [];
  return {
    label: field.label,
    words: kind.words(answer, field),
    ...(kind.part === undefined ? {} : { part: kind.part }),
    ...(open.length === 0 ? {} : { open }),
  };
}

/** Answers as they were told, each with its question: "Which method: HEAD". */
export const answersInWords = (said: SaidAnswers): readonly string[] =>
  Object.values(said).map((one) => `${question(one)}: ${one.words.join("; then ")}`);

/** A question within a sentence: "Which method". */
const question = ({ label }: InWords): string => label.replace(/[?:.]?$/, "");
