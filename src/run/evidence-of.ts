import { isOf, type NumbersOf, numbersOf, type ProbeDeclaration } from "#language";
import type { Visit } from "./visits.ts";

/** A visit as far as its evidence is read. */
export type VisitEvidence = Pick<Visit, "evidence" | "superseded">;

/** What a probe saw, with its numbers as it declares them. */
export type TypedEvidence<Probe extends ProbeDeclaration> = Omit<
  NonNullable<Visit["evidence"]>,
  "numbers"
> & { readonly numbers: NumbersOf<Probe> };

/** What a probe found at a visit; undefined where another one looked, or the look was taken back. */
export function foundAt<Probe extends ProbeDeclaration>(
  { evidence, superseded }: VisitEvidence,
  probe: Probe,
): TypedEvidence<Probe> | undefined {
  if (superseded || evidence === undefined || !isOf(probe, evidence)) return undefined;
  return { ...evidence, numbers: numbersOf(probe, evidence) };
}

/** A probe's newest evidence that counts. */
export const newestEvidence = <Probe extends ProbeDeclaration>(
  { visits }: { readonly visits: readonly VisitEvidence[] },
  probe: Probe,
): TypedEvidence<Probe> | undefined => {
  const at = visits.findLast((visit) => foundAt(visit, probe) !== undefined);
  return at && foundAt(at, probe);
};

/** All that was seen at a visit, oldest first: a watch looks more than once. */
export const looksAt = ({ earlier = [], evidence }: Pick<Visit, "evidence" | "earlier">) =>
  evidence === undefined ? earlier : [...earlier, evidence];

/** All that a probe saw at a visit, oldest first, taken back or not. */
export const looksOf = <Probe extends ProbeDeclaration>(
  visit: Pick<Visit, "evidence" | "earlier">,
  probe: Probe,
): readonly TypedEvidence<Probe>[] =>
  looksAt(visit).flatMap((one) =>
    isOf(probe, one) ? [{ ...one, numbers: numbersOf(probe, one) }] : [],
  );
