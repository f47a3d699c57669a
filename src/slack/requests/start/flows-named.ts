import { type FieldKind, type Flow, type Json, type Resolved, subjectField } from "#language";
import { NotChecked } from "../../../run/errors.ts";
import type { Request } from "../request.ts";

/** Milliseconds: a form must still be opened within three seconds of the command. */
const patienceMs = 800;

/**
 * The flows whose runs may be about what is called exactly so; none where nothing is, or where it cannot be told in time. Rejects with
 * NotAllowed for who may start none here, before anything is looked up.
 */
export async function flowsAbout(
  { requester: { channel }, catalogue, mayStart }: Request,
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
  const silence = AbortSignal.timeout(patienceMs);
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
