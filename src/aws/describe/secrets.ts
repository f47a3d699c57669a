import type { Json } from "#language";

/**
 * An answer of AWS without what may be a secret in it: what a task's containers are started with, headers that an
 * origin is trusted by, variables of a stage, options of a log driver, passwords. Each is struck with all that is below it, wherever it stands, before anything reads the
 * answer; so is binary data, which nothing here can look into.
 */
export function withoutAwsSecrets(answer: object): Json {
  const text = JSON.stringify(answer, (key, value: unknown) =>
    key === "$metadata" || isSecret(key) || isBinary(value) ? undefined : plain(value),
  );
  return JSON.parse(text);
}

/** Whether what stands under this name in an answer may be a secret. */
export function isSecret(name: string): boolean {
  const plainly = name.toLowerCase();
  return names.has(plainly) || /password|privatekey|authtoken$/.test(plainly);
}

const names: ReadonlySet<string> = new Set([
  ...["overrides", "containeroverrides", "inferenceacceleratoroverrides", "environment"],
  ...["environmentfiles", "environmentvariables", "logconfiguration", "secretoptions", "secrets"],
  ...["variables", "stagevariables", "stagevariableoverrides", "customheaders", "headervalue"],
  ...["comment", "clientsecret", "userdata", "configurationvalues", "secretaccesskey"],
]);

// What a stream gives or a Buffer became by its own toJSON.
const isBinary = (value: unknown): boolean =>
  value instanceof Uint8Array ||
  (typeof value === "object" && value !== null && "type" in value && value.type === "Buffer");

const plain = (value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
