import type { FieldKinds } from "./fields/field-kind.ts";
import type { Signatures } from "./probes/probe.ts";

/** What flows can say beyond the language: the probes and the kinds of fields of all packs, by name. */
export interface Packs {
  readonly signatures: Signatures;
  readonly fields: FieldKinds;
}
