import type { Answers, FieldKind, FieldKinds, Fields, Json, Resolved } from "#language";
import { within } from "../../../deadline.ts";
import { HandrailError } from "../../../run/errors.ts";
import { says } from "../../messages/replies/refusal-sentences.ts";
import type { Unclear } from "../../messages/replies/start-questions.ts";

/** What was typed and is to be found in the world, by field. */
export type Typed = { readonly [field: string]: string };

export type ResolvedTyped = { readonly kind: "answers"; readonly answers: Answers } | Unclear;

/** The world must answer within this, for the run starts within 2 s of the click. */
const patienceMs = 1_200;

/** Finds out what each typed name means. A name that could not be looked up stands as typed: the first probe says why. */
export async function resolveTyped(
  kinds: FieldKinds,
  fields: Fields,
  typed: Typed,
): Promise<ResolvedTyped> {
  const answers: { [field: string]: Json } = {};
  for (const [field, name] of Object.entries(typed)) {
    const kind = kinds.get(fields[field]?.kind ?? "");
    if (kind?.resolve === undefined) continue;
    const resolved = await inTime(kind, kind.resolve, name);
    switch (resolved.kind) {
      case "found":
      case "unread":
        answers[field] = resolved.answer;
        break;
      case "ambiguous":
      case "unknown":
        return { ...resolved, field, typed: name, of: kind };
      default:
        throw new Error(`Unknown resolution: ${JSON.stringify(resolved satisfies never)}`);
    }
  }
  return { kind: "answers", answers };
}

/** The port answers "unread" when its signal fires; one that does not even do that must not hold up the answer. */
function inTime(
  { called }: FieldKind,
  resolve: NonNullable<FieldKind["resolve"]>,
  name: string,
): Promise<Resolved> {
  const found = resolve(name, AbortSignal.timeout(patienceMs));
  return within({ ms: patienceMs + 200 }, found, () => {
    throw new HandrailError("not-found-in-time", says.notFoundInTime(called.one));
  });
}
