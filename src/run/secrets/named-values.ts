import { isNameAndPassword } from "./phrases.ts";
import { hasDigit, isMade, isState, standsForOne } from "./shape.ts";

/**
 * The text without the values of names that say secret: `DB_PASSWORD=…`, `"apiKey": "…"`, `secret := …`, `password: |` and the line
 * below. A value goes to its closing quote where it has one. `mark` is what stands for one of this name.
 */
export function withoutSecretValues(text: string, mark: (name: string) => string): string {
  let [kept, from] = ["", 0];
  named.lastIndex = 0;
  for (let found = named.exec(text); found !== null; found = named.exec(text)) {
    const start = named.lastIndex;
    const arn =
      found[1] === "arn" ? arnAt.exec(text.slice(start, start + longest))?.[0] : undefined;
    if (arn !== undefined) named.lastIndex = start + arn.length;
    const called = `${text.slice(Math.max(0, found.index - 20), found.index)}${found[1]}`;
    const kind = ofNoSecret.test(called)
      ? undefined
      : kinds.find(({ names }) => names.test(found?.[1] ?? ""));
    const value = kind && valueAt(text, start, found[3]);
    if (kind === undefined || value === undefined) continue;
    if (value.startsWith("arn:")) named.lastIndex = start + value.length;
    const isBelow = found[0].includes("\n") && !found[2] && !found[3];
    if (standsForOne(value) || !kind.isOne(value) || (isBelow && !hasDigit(value))) continue;
    kept += `${text.slice(from, start)}${mark(kind.called)}`;
    from = start + value.length;
    named.lastIndex = from;
  }
  return kept + text.slice(from);
}

/** A name, what divides it from its value, the mark of a block in YAML, and the quote that opens the value. */
const named =
  /(?<![\w.-])([\w.-]+)[\\"'`*\])]{0,5}\s{0,9}(?::=|=>|={1,3}|[:：＝])[*\s]{0,9}([|>][+-]?[ \t]{0,9}\n\s{0,40})?\\{0,3}(["'`])?/g;

/** An ARN has names of its own: …:secret:shop/db-AbC123. */
const arnAt = /^aws[\w-]*:[^\s"'`,;]*/;

/** Names of tokens that only say how far somebody is, or that something was asked already. */
const ofNoSecret =
  /(?:next|page|continuation|starting|resume|client|client[ ._-]?request|idempotency|iterator|sync|fencing|(?<![a-z])lock|consistency)[ ._-]?token$/i;

/** To the closing quote in its line, or to where a value without quotes ends. */
function valueAt(text: string, start: number, quote: string | undefined): string | undefined {
  const near = text.slice(start, start + longest);
  const closed = quote === undefined ? -1 : near.indexOf(quote);
  const value = closed < 0 ? open.exec(near)?.[0] : near.slice(0, closed);
  return value?.split("\n", 1)[0];
}

/** A sign between two values ends one only where another follows. */
const open = /^(?:[^\s"'`,;&]|[,;&](?!$|\s|[\w.%-]{1,40}[=:]))+/;

/** Characters; a value that is longer is no secret, or is struck as far as this. */
const longest = 2_000;

const kinds: readonly {
  readonly called: string;
  readonly names: RegExp;
  readonly isOne: (value: string) => boolean;
}[] = [
  {
    called: "a password",
    names:
      /(?:passw(?:or)?d|passwort|kennwort|passphrase|pwd|senha|api[._-]?key|secret[._-]?key(?:_base)?)$/i,
    isOne: (value) =>
      (value.length >= 6 || (value.length >= 4 && hasDigit(value))) && !isState(value),
  },
  {
    called: "a password",
    names: /(?:^|[._-]|[a-z](?=P))(?:pass|passe|pw|creds)$/i,
    isOne: (value) => value.length >= 6 && isMade(value) && !isState(value),
  },
  {
    called: "a token",
    names: /(?:^|[._-])auth$/i,
    isOne: (value) => isNameAndPassword(value) || (value.length >= 8 && isMade(value)),
  },
  {
    called: "a token",
    names:
      /(?:token|secret|credentials?|session[._-]?id|jsessionid|phpsessid|session|connect\.sid|samlresponse|assertion|authorization|token[._-]?hint|code[._-]?verifier|(?<![a-z])(?:sid|sig|signature)|(?:access|private|signing|encryption|auth|account|shared|sharedaccess|client|application|app|master|license|storage|fastly|admin|webhook|integration|routing|hmac|jwt|cookie|fernet)[._-]?key(?:[._-]?data)?)$/i,
    isOne: (value) => value.length >= 10 && isMade(value),
  },
];
