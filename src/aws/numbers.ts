/** A number that can be counted with; null for NaN, infinities and whatever else is none. */
export const finiteOrNull = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
