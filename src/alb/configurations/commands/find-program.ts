import { baseOf } from "../formats/lines.ts";
import type { ShellWord } from "../formats/shell-words.ts";
import { programNames } from "./program-names.ts";

/** "gunicorn" of /srv/venv/bin/gunicorn, "next" of node_modules/.bin/next.js. */
export const programName = (text: string): string =>
  baseOf(text.slice(-200))
    .replace(/\.(?:exe|js|phar)$/, "")
    .toLowerCase();

export const isProgram = (text: string): boolean => programNames.has(programName(text));

/**
 * Where the program stands that a command starts: first, or behind what only carries it, such as exec, sudo, bundle exec or an entry
 * point. Undefined where something else runs. In what may be prose it also needs what a start has: an option or what it serves.
 */
export function programAt(
  words: readonly ShellWord[],
  { mayBeProse = false }: { readonly mayBeProse?: boolean | undefined } = {},
  is = isProgram,
): number | undefined {
  const start = afterProcessColumns(words);
  let isCarried = start > 0;
  for (let at = start; at < Math.min(words.length, mostWords); at++) {
    const { text } = words[at] ?? { text: "" };
    if (is(text)) return mayBeProse && start === 0 && !isStart(words, at) ? undefined : at;
    // "command -v" only looks whether there is one.
    if (passing.test(text) || (text === "command" && /^-[vV]/.test(words[at + 1]?.text ?? "")))
      return undefined;
    const isAssignment = /^\w{1,100}=/.test(text);
    if (!isCarried && !isAssignment && !isCarrier(text) && !(isPath(text) && !mayBeProse))
      return undefined;
    isCarried ||= !isAssignment;
  }
  return undefined;
}

const isCarrier = (text: string) =>
  carriers.has(baseOf(text)) || /^python\d?(?:\.\d{1,2})?$/.test(baseOf(text));

/** An entry point: a script, or a program by its path. */
const isPath = (text: string) =>
  /^[./]|^\$\{?\w{1,40}\}?\/|\.sh$|^\w{1,40}\//.test(text.slice(0, 200)) ||
  /\.sh$/.test(text.slice(-10));

const carriers = new Set(
  "exec nohup sudo doas env time nice ionice timeout setsid stdbuf tini dumb-init catatonit gosu su-exec setpriv chroot s6-setuidgid ddtrace-run newrelic-admin opentelemetry-instrument bundle poetry pipenv pdm hatch rye uv uvx conda micromamba npx bunx pnpm yarn npm dotenv cross-env aws-vault chamber doppler infisical op dockerize wait-for-it wait-for strace ruby perl sh bash dash ash zsh command then do else { ! start-stop-daemon with-contenv".split(
    " ",
  ),
);

/** What names programs without starting them. */
const passing =
  /^(?:install|add|remove|uninstall|echo|printf|which|type|hash|whereis|alias|trap|man|ln|pkill|killall|kill|pgrep|grep|egrep|cat|cp|mv|rm|ls|chown|chmod|mkdir|touch|tail|head|sed|awk|apk|apt|apt-get|yum|dnf|brew|pip3?|systemctl|service|docker|podman|kubectl|helm|useradd|adduser|addgroup|groupadd|usermod|for|case|export|set|unset|source|cd|pull|push|build|lint|--version|--help)$/;

/** What ps prints before the command: a user and a number, or a number, and then columns of numbers, states and times. */
function afterProcessColumns(words: readonly ShellWord[]): number {
  const isNumber = (at: number) => /^\d{1,10}$/.test(words[at]?.text ?? "");
  let at = isNumber(0) ? 1 : isNumber(1) && !isProgram(words[0]?.text ?? "") ? 2 : 0;
  if (at === 0) return 0;
  while (at < words.length && column.test(words[at]?.text ?? "")) at++;
  return at;
}

const column =
  /^(?:[\d.:%+-]{1,20}|\?{1,2}|pts\/\d{1,4}|tty\w{1,6}|[A-Z][a-zA-Z+<]{0,4}|[A-Z][a-z]{2}\d{1,2})$/;

/** An option, a module with its application, or the word with which this program serves. */
function isStart(words: readonly ShellWord[], at: number): boolean {
  const rest = words.slice(at + 1, at + mostWords).map(({ text }) => text);
  const end = rest.findIndex((text) => /^(?:;|&&|\|\|?|&)$/.test(text));
  const own = end === -1 ? rest : rest.slice(0, end);
  const [first = ""] = own;
  const serves = own.length <= 2 && serving[programName(words[at]?.text ?? "")]?.includes(first);
  const isTitle = (words[at]?.text ?? "").endsWith(":");
  const isApp = own.some((text) => /^[\w.]{1,100}:[\w.()]{1,100}$/.test(text));
  const isDashed =
    /^--?[a-zA-Z]/.test(first) ||
    (own.length > 1 &&
      own.some((text) => /^--?[a-zA-Z][\w-]{0,40}(?:=|$)/.test(text)) &&
      !own.includes("-"));
  return (
    isTitle ||
    serves ||
    isApp ||
    isDashed ||
    /^[\w./-]{1,100}\.(?:js|mjs|cjs|py|ru|dll|jar)$/.test(first)
  );
}

/** The word with which a program serves. */
const serving: Readonly<Record<string, readonly string[]>> = {
  next: ["start"],
  rails: ["s", "server"],
  fastapi: ["run"],
  caddy: ["run"],
  frankenphp: ["run"],
  thin: ["start"],
};

const mostWords = 60;
