import {
  type Answers,
  type FieldKind,
  type FieldKinds,
  type Fields,
  type Flow,
  type Json,
  type Resolved,
  subjectField,
} from "#language";
import { raceDeadline } from "../../../deadline.ts";
import { HandrailError, NotChecked } from "../../../run/errors.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import type { Unclear } from "../../messages/replies/start-questions.ts";
import type { RequestContext } from "../request-context.ts";

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
  return raceDeadline({ ms: patienceMs + 200 }, found, () => {
    throw new HandrailError("not-found-in-time", refusalTexts.notFoundInTime(called.one));
  });
}

/** Milliseconds: a form must still be opened within three seconds of the command. */
const beforeFormMs = 800;

/**
 * The flows whose runs may be about what is called exactly so; none where nothing is, or where it cannot be told in time. Rejects with
 * NotAllowed for who may start none here, before anything is looked up.
 */
export async function flowsAbout(
  { requester: { channel }, catalogue, mayStart }: RequestContext,
  name: string,
): Promise<readonly Flow[]> {
  if (channel === undefined) return [];
  try {
    await mayStart(channel);
  } catch (error) {
    if (error instanceof NotChecked) return [];
    throw error;
  }
  const kindOf = ({ inputs }: Flow) =>
    catalogue.packs.fields.get(subjectField(inputs)?.[1].kind ?? "");
  const kinds = [...new Set(catalogue.flows.map(kindOf))];
  const named = await Promise.all(kinds.map((kind) => isNamed(kind, name)));
  return catalogue.flows.filter((flow) => named[kinds.indexOf(kindOf(flow))]);
}

async function isNamed(kind: FieldKind | undefined, name: string): Promise<boolean> {
  // Without suggestions any text would do, and nothing is known of the world.
  if (kind?.resolve === undefined || kind.suggest === undefined) return false;
  const silence = AbortSignal.timeout(beforeFormMs);
  const resolved = await kind.resolve(name, silence).catch(() => undefined);
  return (
    resolved !== undefined && answersIn(resolved).some((answer) => isCalled(kind, answer, name))
  );
}

function answersIn(resolved: Resolved): readonly Json[] {
  if (resolved.kind === "found") return [resolved.answer];
  return resolved.kind === "ambiguous" ? resolved.candidates : [];
}

/** The beginning of a name may be a slip of another word: it starts nothing. What has dots or colons is no word. */
const isCalled = (kind: FieldKind, answer: Json, name: string): boolean =>
  /[.:]/.test(name) || kind.subject?.(answer).name.toLowerCase() === name.toLowerCase();
