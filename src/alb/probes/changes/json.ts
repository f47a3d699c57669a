/** An object of unknown contents. */
export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (json: unknown): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** The text at a key, if there is one. */
export function textIn(json: JsonObject, key: string): string | undefined {
  const value = json[key];
  return typeof value === "string" ? value : undefined;
}

/** The objects of a list at a key; none when it is something else. */
export function objectsIn(json: JsonObject, key: string): readonly JsonObject[] {
  const value = json[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}
