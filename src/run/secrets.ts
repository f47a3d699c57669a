/** What secrets look like, each with the name that people are told; what a first group holds before it is none. */
const shapes: readonly (readonly [name: string, shape: RegExp])[] = [
  [
    "a private key",
    /()-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
  ],
  ["a password in an address", /(:\/\/)[^\s/:@]{0,100}:[^\s/:@]{1,100}(?=@)/g],
  ["an AWS access key", /()\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g],
  [
    "an AWS secret key",
    /(\baws_?secret_?(?:access_?)?key["']?\s{0,3}[:=]\s{0,3}["']?)[A-Za-z0-9/+]{40}/gi,
  ],
  ["a Slack token", /()\bx(?:ox[a-z]|app)-[A-Za-z0-9][A-Za-z0-9-]{7,250}/g],
  [
    "a Slack webhook",
    /(\bhooks\.slack\.com\/)(?:services|workflows|triggers)\/[A-Za-z0-9/]{8,200}/g,
  ],
  ["a GitHub token", /()\b(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{20,255}/g],
  ["a signed token (JWT)", /()(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g],
  ["a bearer token", /(\bbearer\s{1,3})[A-Za-z0-9._~+/=-]{16,}/gi],
  [
    "a password",
    /(\b(?:password|passwd|pwd|api[_-]?key|secret[_-]?key)["']?\s{0,3}[:=]\s{0,3}["']?)[^\s"',;&[]{6,200}/gi,
  ],
];

/** What whoever wrote one is told. */
export const looksSecret = (names: readonly string[]): string =>
  `This looks like a secret (${names.join(", ")}). Please leave it out: the record is read by many.`;

/** What in a text looks like a secret; empty where nothing does. */
export const secretsIn = (text: string): readonly string[] =>
  shapes.flatMap(([name, shape]) => (text.search(shape) < 0 ? [] : [name]));

/** The same text with what looks like a secret taken out. */
export const withoutSecrets = (text: string): string =>
  shapes.reduce((left, [name, shape]) => left.replace(shape, `$1[struck: ${name}]`), text);

/** The same text with the names, and without the values, of what the queries of its addresses ask. */
export const withoutQueries = (text: string): string =>
  text.replaceAll(/\S+/g, (word) => {
    const address = word.search(/https?:\/\//i);
    const query = address < 0 ? -1 : word.indexOf("?", address);
    if (query < 0) return word;
    return word.slice(0, query) + word.slice(query).replaceAll(/=[^&=#>|)]+/g, "=…");
  });
