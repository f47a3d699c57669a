import { isMade, isState, type SecretShape, standsForOne } from "./shape.ts";

/** Secrets that are known by the command which they are typed for. */
export const commandSecrets: readonly SecretShape[] = [
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
    /(\s-[apw] ?["']?)[^\s"'[-][^\s"']{3,200}/g,
    (found) => !/^\d{1,5}$/.test(found) && !standsForOne(found),
    /\b(?:sshpass|redis-cli|ldap(?:search|add|modify|delete|passwd|whoami)|mongo(?:sh|dump|restore)?|(?:docker|podman|oc|registry) login)\s[^\n]*/g,
  ],
  [
    "a password in a command",
    /((?<![\w-])--?[a-z-]{0,30}(?:password|passwd|passphrase|pass)[ =]["']?)[^\s"'[<$-][^\s"']{3,200}/gi,
    (found) => !isState(found) && !standsForOne(found),
  ],
  [
    "a token in a command",
    /((?<![\w-])--[a-z-]{0,30}(?:token|secret|secret-string|api-?key|access-?key)[ =]["']?)[^\s"'[<$-][^\s"']{7,400}/gi,
    isMade,
  ],
  ["a password in a command", /(\s-U ?["']?[^\s"'%]{1,60}%)[^\s"'[][^\s"']{3,200}/g],
  [
    "a password in a command",
    /(\s-(?:P |p)["']?)[^\s"'[-][^\s"']{3,200}/g,
    isMade,
    /\b(?:7za?|zip|unzip)\s[^\n]*/g,
  ],
  [
    "a password in a command",
    /(\s--value[ =]["']?)[^\s"'[-][^\s"']{3,400}/g,
    isMade,
    /\bput-parameter\s[^\n]*/g,
  ],
  // Where it stands behind a name.
  [
    "a password in a command",
    /((?:\b(?:change_password|add_user|net user|htpasswd -[a-zA-Z]{1,9} \S{1,100})\s{1,3}[^\s/]|\s\/user:)\S{0,60}\s{1,3}["']?)[^\s"'[/-][^\s"']{5,200}/g,
    isMade,
  ],
  [
    "a password in a command",
    /(\b(?:sqlplus|rman|expdp|impdp)\s{1,3}[\w$#-]{1,60}\/)[^\s"'/[]{4,200}(?=@)/gi,
  ],
  // Where a command reads it.
  [
    "a password in a command",
    /(\becho\s{1,3}["']?(?:[\w.-]{1,60}:)?)[^\s"'[$:-][^\s"']{3,200}(?=["']?\s{0,9}\|[^\n|]{0,100}(?:--password-stdin|chpasswd|passwd))/g,
  ],
  [
    "a password in a command",
    /(\bchpasswd\s{0,3}<<<\s{0,3}["']?[\w.-]{1,60}:)[^\s"'[$][^\s"']{3,200}/g,
  ],
  ["a token in a command", /(\bvault login\s{1,3})[^\s"'[$-][^\s"']{5,200}/g, isMade],
];
