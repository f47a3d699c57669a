import type { FieldKinds, Fields, FromFiles } from "#language";

/** The first of these questions that files can answer, and how; undefined for none. */
export function filesField(
  fields: Fields,
  { fields: kinds }: { readonly fields: FieldKinds },
): { readonly name: string; readonly files: FromFiles } | undefined {
  for (const [name, { kind }] of Object.entries(fields)) {
    const form = kinds.get(kind)?.form;
    if (form?.kind === "pages" && form.files) return { name, files: form.files };
  }
  return undefined;
}
