/** A JSON object whose fields are not yet known. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, not null and not a list. */
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value as a JSON object, empty where it is none. */
export const asRecord = (value: unknown): JsonRecord => (isRecord(value) ? value : {});

/** The value as a list of JSON objects, leaving out what is none. */
export const asRecords = (value: unknown): readonly JsonRecord[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** The value as text, or undefined where it is not text. */
export const asText = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;
