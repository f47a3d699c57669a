/**
 * What one kind of secret looks like: what people are told, and its pattern, whose first group holds before it what is none; `within`
 * is what of a text it is looked for in.
 */
export type SecretShape = readonly [
  name: string,
  shape: RegExp,
  isOne?: ((found: string) => boolean) | undefined,
  within?: RegExp,
];

export const hasDigit = (found: string): boolean => /\d/.test(found);

/** Whether a value stands for another, which is kept elsewhere, or was struck already. */
export const standsForOne = (value: string): boolean =>
  /^\$[A-Z_][A-Z\d_]*$/.test(value) ||
  /^(?:\$\{|\$\(|\$[A-Z_]+$|%[A-Z_]+%$|\{\{|<[^>]*>$|arn:|https?:|\[struck|[*.…]+$|x{3,}$|[([*]{1,3}(?:redacted|filtered|masked|removed|hidden|scrubbed)\b|(?:process\.)?env[.(]|var\.|(?:ssm|vault|sops|kms|secretsmanager|op|ref\+\w+):|!(?:vault|ref|sub|getatt|importvalue)$)/i.test(
    value,
  );

/** Whether a value says how it is with one: expired, rotated-2026-04-12, required; or where it is: a path. */
export const isState = (value: string): boolean =>
  /^(?:[a-z]+ed(?:-\d{4}-\d\d-\d\d)?|true|false|missing|invalid|incorrect|unknown|optional|string|hidden|[~.]{0,2}\/[\w./-]*)$/i.test(
    value,
  );

/** Whether it is made as nobody would write it: with a digit, and neither words and numbers with signs between, nor an id of a cloud. */
export function isMade(value: string): boolean {
  if (!hasDigit(value) || standsForOne(value) || /^[a-z]{1,8}-[0-9a-f]{8,17}$/.test(value))
    return false;
  return !value.split(/[-_./:@+,;()]+/).every((part) => word.test(part));
}

/** Whether it is made by chance, as no name of a thing is: of small letters, big ones and digits in turn. */
export const isRandom = (value: string): boolean =>
  isMade(value) &&
  (value.split(/[^A-Za-z0-9]+/).some((part) => part.length > 10 && isTurning(part)) ||
    (/[a-z]/.test(value) && /[A-Z]/.test(value) && isTurning(value.replaceAll(/[-_]/g, ""))));

/** The same with small and big letters: no hash is written so. */
export const isMixed = (value: string): boolean =>
  isRandom(value) && /[A-Z]/.test(value) && /[a-z]/.test(value.slice(value.indexOf("_")));

/** Whether of three characters one is followed by one of another kind. */
const isTurning = (part: string): boolean =>
  (part.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[a-zA-Z])/g)?.length ?? 0) > part.length / 3;

const word =
  /^(?:[a-z]*\d{0,3}|[A-Z]+\d{0,3}|[A-Z][a-z]+\d{0,2}|v?\d{1,4}|\d{1,4}(?:ms|[smhdx%])|\d{1,2}[TZ](?:\d{2})?)$/;
