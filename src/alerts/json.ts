/** Foreign JSON, read a step at a time: what is not there, or something else, is empty. */
export const recordIn = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that is not empty, cut; a number as one. */
export function textIn(value: unknown, most = 2_000): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, most) : undefined;
}

/** Words by their names, as far as they are words: at most 60, each cut. */
export function namedIn(value: unknown): { readonly [name: string]: string } {
  const record = recordIn(value);
  const named = Object.keys(record)
    .slice(0, 60)
    .flatMap((name) => {
      const text = textIn(record[name], 500);
      return text === undefined ? [] : [[name.slice(0, 100), text] as const];
    });
  return Object.fromEntries(named);
}

/** Milliseconds since the epoch; undefined for what is no time. */
export function timeIn(value: unknown): number | undefined {
  const at = typeof value === "number" ? value : Date.parse(textIn(value) ?? "");
  return Number.isFinite(at) ? at : undefined;
}
