import type { FieldKinds } from "./field-kind.ts";
import type { Signatures } from "./probe.ts";

/** What flows can say beyond the language: the probes and the kinds of fields of all packs, by name. */
export interface Packs {
  readonly signatures: Signatures;
  readonly fields: FieldKinds;
}
