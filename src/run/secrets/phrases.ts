import { hasDigit, isMade, isState, type Shape, standsForOne } from "./shape.ts";

/** Secrets that are known by the words or signs around them: in addresses, headers, commands and sentences. */
export const phrases: readonly Shape[] = [
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
    "a password in a command",
    /((?:^|\s)(?:-u|--user)[ =]{0,3}["']?(?!\d+:\d+(?:\s|$))[^\s:"'/=-][^\s:"'/]{0,100}:)[^\s"'/[][^\s"']{5,200}/g,
  ],
  [
    "a password in a command",
    /(\s-p)[^\s"'[-]\S{3,200}/g,
    undefined,
    /\b(?:mysql|mariadb)(?![^\s-])[^\n]*/g,
  ],
  [
    "a password in a command",
    /(\s-[ap] ?["']?)[^\s"'[-][^\s"']{3,200}/g,
    (found) => !/^\d{1,5}$/.test(found) && !standsForOne(found),
    /\b(?:sshpass|redis-cli|mongo(?:sh|dump|restore)?|(?:docker|podman|oc|registry) login)\s[^\n]*/g,
  ],
  [
    "a password in a command",
    /((?<![\w-])--[a-z-]{0,30}(?:password|passwd|passphrase|pass)[ =]["']?)[^\s"'[<$-][^\s"']{3,200}/gi,
  ],
  [
    "a token in a command",
    /((?<![\w-])--[a-z-]{0,30}(?:token|secret|api-?key|access-?key)[ =]["']?)[^\s"'[<$-][^\s"']{7,400}/gi,
    isMade,
  ],
  [
    "a password",
    /(\b(?:identified\s{1,9}by|password)\s{1,9}(?:by\s)?["'`])[^"'`\n]{4,200}(?=["'`])/gi,
    (found) => !standsForOne(found),
  ],
  ["a password", /(\b(?:requirepass|masterauth|bindpw)\s{1,9}["']?)[^\s"'[][^\s"']{3,200}/gi],
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
    // Of what has the word in its name, such as the page on which one is reset, nobody says its password.
    /\b(?:pass(?:word|wort|phrase|wd)|pwd?)\b(?![ -](?:resets?|page|form|service|checks?|api|hash(?:es|ing)?|endpoint|login|field|jobs?|flow|policy|e?mails?|manager|rotation|change|update|prompt|screen|link)\b)(?:(?!\bpass|\bpwd?\b)[^\n])*/gi,
  ],
  [
    "a password",
    /(\b(?:pass(?:word|wort|phrase|wd)|pwd?)[*_`]{0,2}(?:\s{0,9}\|\s{0,9}|\s{1,9})["'`]?)[^\s"'`,;&|[]{8,200}/gi,
    (found) => isMade(found) && /[a-z]/i.test(found),
  ],
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
