type Shape = readonly [name: string, shape: RegExp, isOne?: (found: string) => boolean];

const hasDigit = (found: string): boolean => /\d/.test(found);

/** What secrets look like, each with the name that people are told; what a first group holds before it is none. */
const shapes: readonly Shape[] = [
  [
    "a private key",
    /()-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?/g,
  ],
  ["a password in an address", /(:\/\/)[^\s/:@]{0,100}:[^\s/?#]{1,100}(?=@)/g],
  ["an AWS access key", /()\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g],
  [
    "an AWS secret key",
    /(aws_?secret_?(?:access_?)?key["']?\s{0,3}[:=]\s{0,3}["']?)[A-Za-z0-9/+]{40}/gi,
  ],
  ["a Slack token", /()\bx(?:ox[a-z]|app)-[A-Za-z0-9][A-Za-z0-9-]{7,250}/g],
  [
    "a Slack webhook",
    /(\bhooks\.slack\.com\/)(?:services|workflows|triggers)\/[A-Za-z0-9/]{8,200}/g,
  ],
  ["a GitHub token", /()\b(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{20,255}/g],
  // Stripe, Anthropic and OpenAI, GitLab, npm, PyPI, Vault, DigitalOcean, Shopify, Docker, Hugging Face, Google, SendGrid.
  [
    "an access token",
    /()\b(?:(?:npm_|hf_)[A-Za-z0-9]{30,250}|(?:[rs]k_(?:live|test)_|sk-(?:ant|proj)-|glpat-|pypi-AgE|hv[bs]\.|do[op]_v1_|shpat_|dckr_pat_|AIza|ya29\.|SG\.)[A-Za-z0-9.=-][A-Za-z0-9_.=-]{15,250})/g,
    hasDigit,
  ],
  ["a signed token (JWT)", /()(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]{8,}/g],
  ["a bearer token", /(\bbearer\s{1,3})[A-Za-z0-9._~+/=-]{16,}/gi],
  [
    "a password in a header",
    /(authorization["']?\s{0,3}[:=]\s{0,3}["']?basic\s{1,3})[A-Za-z0-9+/]{8,}={0,2}/gi,
  ],
  [
    "a password in a command",
    /((?:^|\s)(?:-u|--user)[ =]{1,3}["']?[^\s:"'/]{1,100}:)[^\s"'/[][^\s"']{5,200}/g,
  ],
  [
    "a password",
    /((?:passw(?:or)?d|passphrase|pwd|api[_-]?key|secret[_-]?key(?:_base)?)["']?\s{0,9}[:=]\s{0,3}["']?)(?!\$\{|\{\{|<|arn:)[^\s"',;&[]{6,200}/gi,
  ],
  ["a password", /(\bpass(?:word|phrase)\s{1,3}is\s{1,3}["']?)[^\s"',;&[]{6,200}/gi, hasDigit],
  // Names of many things: only what is long and has a digit is one.
  [
    "a token",
    /((?:token|secret|credential|(?:access|private|signing|encryption|auth)[_-]?key)["']?\s{0,3}[:=]\s{0,3}["']?)(?!\$\{|\{\{|<|\/|arn:|https?:)[^\s"',;&[]{16,200}/gi,
    hasDigit,
  ],
];

/** What whoever wrote one is told. */
export const looksSecret = (names: readonly string[]): string =>
  `This looks like a secret (${names.join(", ")}). Please leave it out: the record is read by many.`;

/** What in a text looks like a secret; empty where nothing does. */
export const secretsIn = (text: string): readonly string[] => [
  ...new Set(shapes.flatMap((shape) => (strike(text, shape) === text ? [] : [shape[0]]))),
];

/** The same text with what looks like a secret taken out. */
export const withoutSecrets = (text: string): string => shapes.reduce(strike, text);

const strike = (text: string, [name, shape, isOne = () => true]: Shape): string =>
  text.replace(shape, (whole: string, before: string) =>
    isOne(whole.slice(before.length)) ? `${before}[struck: ${name}]` : whole,
  );

/** The same text with the names, and without the values, of what the queries of its addresses ask. */
export const withoutQueries = (text: string): string =>
  text.replaceAll(/\S+/g, (word) => {
    const address = word.search(/https?:\/\//i);
    // What follows # may be a query as well: #access_token=….
    const query = address < 0 ? -1 : word.slice(address).search(/[?#]/) + address;
    if (query < Math.max(0, address)) return word;
    return word.slice(0, query) + word.slice(query).replaceAll(/=[^&=#>|)]+/g, "=…");
  });
