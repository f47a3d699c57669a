import { visibleText } from "../language/texts/visible-text.ts";
import { commandSecrets } from "./secrets/commands.ts";
import { withoutSecretValues } from "./secrets/named-values.ts";
import { phraseSecrets } from "./secrets/phrases.ts";
import { isMade, type SecretShape } from "./secrets/shape.ts";
import { tokenSecrets } from "./secrets/tokens.ts";

/** What whoever wrote one is told. */
export const looksSecret = (names: readonly string[]): string =>
  `This looks like a secret (${names.join(", ")}). Please leave it out: the record is read by many.`;

/** What in a text looks like a secret; empty where nothing does. */
export function secretsIn(text: string): readonly string[] {
  const found = new Set<string>();
  withoutSecrets(text, (name) => {
    found.add(name);
    return struck(name);
  });
  return [...found];
}

type Mark = (name: string) => string;

const struck: Mark = (name) => `[struck: ${name}]`;

/** The same text with what looks like a secret taken out; `mark` is what stands for one of this name. */
export function withoutSecrets(text: string, mark: Mark = struck): string {
  const left = withoutEncoded(strikeAll(text, mark), mark);
  // What cannot be seen would hide one from its reader and from this one.
  const seen = visibleText(left);
  const bare = strikeAll(seen, mark);
  return bare === seen ? left : bare;
}

function strikeAll(text: string, mark: Mark): string {
  const whole = tokenSecrets.reduce(
    (left, shape) => strike(left, shape, mark),
    withoutTails(text, mark),
  );
  const named = withoutSecretValues(withoutCredentials(whole, mark), mark);
  return [...commandSecrets, ...phraseSecrets].reduce(
    (left, shape) => strike(left, shape, mark),
    named,
  );
}

const strike = (text: string, [name, shape, isOne, within]: SecretShape, mark: Mark): string =>
  within === undefined
    ? text.replace(shape, (whole: string, before: string) =>
        (isOne?.(whole.slice(before.length)) ?? true) ? before + mark(name) : whole,
      )
    : text.replace(within, (part) => strike(part, [name, shape, isOne], mark));

/** Addresses without the password, or the token, before their @. */
const withoutCredentials = (text: string, mark: Mark): string =>
  text.replaceAll(/:\/\/(?:(?!:\/\/)[^\s"'<>|])+/g, (address) => {
    const [user = ""] = /^[^/?#:@]*/.exec(address.slice(3)) ?? [];
    const start = 3 + user.length;
    const password = address.slice(start + 1);
    const end = /^[^/?#]*(?=@)/.exec(password)?.[0].length ?? password.indexOf("@");
    if (address[start] === "@" && user.length >= 16 && isMade(user))
      return `://${mark("a token in an address")}${address.slice(start)}`;
    const isPort = /^\d{1,5}(?![\w@%])/.test(password) || password.startsWith("[struck");
    if (address[start] !== ":" || end < 1 || isPort) return address;
    return `${address.slice(0, start + 1)}${mark("a password in an address")}${password.slice(end)}`;
  });

/** Without the lines of a private key of which the beginning is missing. */
function withoutTails(text: string, mark: Mark): string {
  if (!text.includes("PRIVATE KEY-----")) return text;
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const isEnd = /-----END [A-Z ]{0,30}PRIVATE KEY-----/.test(line);
    const isCut = isEnd && isOfKey(kept.at(-1) ?? "");
    while (isCut && isOfKey(kept.at(-1) ?? "")) kept.pop();
    kept.push(isCut ? mark("a private key") : line);
  }
  return kept.join("\n");
}

const isOfKey = (line: string): boolean => /^[A-Za-z0-9+/=]{16,}\s*$/.test(line);

/** Words in which one stands encoded as in an address: password%3D…. */
const withoutEncoded = (text: string, mark: Mark): string =>
  text.replaceAll(/\S+/g, (word) => {
    if (!/%(?:0[AaDd]|2[02]|3[ADad]|40)/.test(word)) return word;
    let found: string | undefined;
    strikeAll(decoded(word), (name) => {
      found = name;
      return struck(name);
    });
    return found === undefined ? word : mark(found);
  });

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

/** The same text with the names, and without the values, of what the queries of its addresses ask. */
export const withoutQueries = (text: string): string =>
  text.replaceAll(/\S+/g, (word) => {
    const address = word.search(/https?:\/\//i);
    // What follows # may be a query as well: #access_token=….
    const query = address < 0 ? -1 : word.slice(address).search(/[?#]/) + address;
    if (query < Math.max(0, address)) return word;
    return word.slice(0, query) + word.slice(query).replaceAll(/=[^&=#>|)]+/g, "=…");
  });
