import type { Json } from "./evidence.ts";

/**
 * A probe that a flow states as data: its kind, what to ask, and its findings, each with the condition under which it holds.
 * The first that holds wins, and the last is "else".
 */
export interface GenericProbe {
  readonly kind: string;
  readonly findings: { readonly [finding: string]: string };
  readonly [property: string]: Json;
}

/** The name of a probe, or the kind of one that is stated as data. */
export const probeId = (probe: string | GenericProbe): string =>
  typeof probe === "string" ? probe : probe.kind;
