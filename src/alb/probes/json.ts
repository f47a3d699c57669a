import type { Json } from "#language";

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

/** An object that evidence keeps; one without fields when it is something else. */
export const objectIn = (json: Json | undefined): { readonly [name: string]: Json } =>
  isObject(json) ? (json as { readonly [name: string]: Json }) : {};

/** A list that evidence keeps; an empty one when it is something else. */
export const listIn = (json: Json | undefined): readonly Json[] =>
  Array.isArray(json) ? json : [];
