import { hasDigit, isMade, isRandom, isState, type SecretShape, standsForOne } from "./shape.ts";

/** Of what has the word in its name, such as the page on which one is reset, nobody says its password. */
const ofPassword =
  /\b(?:pass(?:word|wort|phrase|wd)|pwd?)\b(?![ -](?:resets?|page|form|service|checks?|api|hash(?:es|ing)?|endpoint|login|field|jobs?|flow|policy|e?mails?|manager|rotation|change|update|prompt|screen|link)\b)(?:(?!\bpass|\bpwd?\b)[^\n])*/gi;

/** Secrets that are known by the words or signs around them: in addresses, headers and sentences. */
export const phraseSecrets: readonly SecretShape[] = [
  ["a password in an address", /(\bjdbc:oracle:[a-z0-9]{2,9}:[\w-]{1,60}\/)[^\s/@[]{1,100}(?=@)/gi],
  ["a bearer token", /(\bbearer\s{1,3})[A-Za-z0-9._~+/=-]{16,}/gi],
  ["a password in a header", /(\bbasic\s{1,3})[A-Za-z0-9+/]{8,500}={0,2}/gi, isNameAndPassword],
  [
    "a token in a header",
    /(authorization["']?\s{0,3}[:=]\s{0,3}["']?[\w-]{2,20}\s{1,3})[^\n[]{8,1000}/gi,
    (found) => found.split(/[\s,="']+/).some((part) => part.length >= 8 && isMade(part)),
  ],
  [
    "a cookie",
    /(\b(?:set-)?cookie["']?\s{0,3}:\s{0,3}["']?)[^\s=;,"'[]{1,80}=[^\n"']{6,4000}/gi,
    hasDigit,
  ],
  [
    "a password",
    /(\b(?:identified\s{1,9}(?:with\s{1,9}\w{1,40}\s{1,9})?by|password)(?:\s{1,9}|\s{0,9}\(\s{0,9})(?:by\s)?["'`])[^"'`\n]{4,200}(?=["'`])/gi,
    (found) => !standsForOne(found),
  ],
  ["a password", /(\bidentified\s{1,9}by\s{1,9})[^\s"'`;[][^\s"'`;]{5,200}/gi, isMade],
  // As Redis is told one.
  ["a password", /((?:^|[\s"'>])AUTH\s{1,3}(?:\w{1,40}\s{1,3})?)[^\s"'`[]{8,200}/g, isMade],
  [
    "a password",
    /(\b(?:requirepass|masterauth|bindpw|rootpw)\s{1,9}["']?)[^\s"'[][^\s"']{3,200}/gi,
  ],
  [
    "a password",
    /(<[\w.:-]{0,40}(?:password|passwd|pwd|secret|token|api-?key)\s{0,3}>\s{0,9})[^<\s[][^<]{3,200}(?=<)/gi,
    (found) => !standsForOne(found) && !isState(found),
  ],
  // One of a list of names and values, as containers and XML have them.
  [
    "a password",
    /(\b(?:name|key)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?[\w.-]{0,60}(?:passw(?:or)?d|passphrase|pwd|secret|token|api_?key)\\?["']?[\s,;]{1,20}\\?["']?value\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)[^\s"',}<[\\][^\s"',}<\\]{3,200}/gi,
    (found) => !standsForOne(found) && !isState(found),
  ],
  [
    "a password",
    /^([^\n\].,;:=|]{0,50}?\s(?:is|was|ist|war)\s{1,3}["'`*]{0,2})[^\s"'`,;&[]{6,200}/i,
    (found) =>
      hasDigit(found) && !/^v?\d+(?:\.\d+)+[%x]?$|^\d{3}-[a-z]+$/.test(found) && !isState(found),
    ofPassword,
  ],
  [
    "a password",
    /(\b(?:pass(?:word|wort|phrase|wd)|pwd?)[*_`]{0,2}(?:\s{0,9}\|\s{0,9}|\s{1,9})["'`]?)[^\s"'`,;&|[]{8,200}/gi,
    (found) => isMade(found) && /[a-z]/i.test(found),
  ],
  [
    "a password",
    /^([^\n\].,;:=|]{0,50}?\s?(?:\sto|->|=>|→|\s[-–—]|:)\s{1,3}["'`*]{0,2})[^\s"'`,;&[]{6,200}/i,
    (found) => isMade(found) && !isState(found),
    ofPassword,
  ],
  // In other languages.
  [
    "a password",
    /((?:contraseña|senha|mot de passe|wachtwoord|lösenord|salasana|parola|hasło|heslo|jelszó|şifre|пароль|パスワード|密码|密碼|비밀번호)[*_`]{0,2}\s{0,3}[:：=]\s{0,3}["'`*]{0,2})[^\s"'`,;&[]{6,200}/gi,
    hasDigit,
  ],
  // A name and a password.
  [
    "a password",
    /(\b(?:log ?in|user(?:name)?|admin|root|creds|credentials)\b(?:[ :=]{1,3}[\w.@-]{1,60})?\s\/\s)[^\s"'`,;&|[]{8,200}/gi,
    isMade,
  ],
  [
    "a token",
    /(\b(?<!(?:next|page|continuation|starting|resume|task|shard|iterator|sync|fencing|lock|request|client)[ _-])(?:token|secret|(?:api|access|auth|server|account)[ _-]?(?:key|token))[*_`]{0,2}:?\s{1,3}["'`*]{0,2})[^\s"'`,;:&|[/]{16,400}/gi,
    isRandom,
  ],
  ["a token", /([?&](?:code|ticket)=)[^\s"'`&#[]{20,2000}/g, isRandom],
  [
    "a token",
    /(\b(?:token|secret|credential|(?:api|access)[ _-]?key)[*_`]{0,2}(?:\s{0,9}\|\s{0,9}|\s{1,3}(?:is|was|ist|war)\s{1,3}["'`*]{0,2}))[^\s"'`,;&|[]{10,400}/gi,
    isMade,
  ],
];

/** Whether this base64 holds a name and a password, as headers and registries have them. */
export function isNameAndPassword(found: string): boolean {
  const pair = Buffer.from(found, "base64").toString("latin1");
  return /^[\x20-\x7e]+$/.test(pair) && /:../.test(pair);
}
