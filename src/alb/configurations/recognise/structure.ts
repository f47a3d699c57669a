import { programAt } from "../commands/find-program.ts";
import { isHocon } from "../formats/hocon.ts";
import { headLines, plainWords } from "../formats/lines.ts";
import { shellWords } from "../formats/shell-words.ts";
import type { FileKind } from "./kind.ts";
import { isApache, isCaddyfile, isHaproxy, isNginx } from "./proxy-syntax.ts";

type Test = (lines: readonly string[], text: string) => boolean;

/** What a text is that its name does not tell, by how it is built. It looks at the beginning only, in linear time. */
export function kindByStructure(text: string): FileKind {
  const lines = headLines(text).filter((line) => line !== "");
  const head = text.slice(0, 100_000);
  if (lines.length === 0) return "unknown";
  return tests.find(([, test]) => test(lines, head))?.[0] ?? "unknown";
}

const some =
  (pattern: RegExp): Test =>
  (lines) =>
    lines.some((line) => pattern.test(line.slice(0, 300)));

/** In this order, for a later test may fit what an earlier one knows better. */
const tests: readonly (readonly [FileKind, Test])[] = [
  ["nginx", some(/^# configuration file [^\s:]{1,300}:$/)],
  [
    "json",
    ([first = "", second = ""]) =>
      /^(?:\{["}]|\[[{\]"])/.test(
        first.slice(0, 1) + (first.slice(1).trim() || second).slice(0, 1),
      ),
  ],
  [
    "xml",
    ([first = ""]) =>
      /^<(?:\?xml|!--|!DOCTYPE|Server\b|Connector\b|Configure\b|configuration\b|server\b)/.test(
        first,
      ),
  ],
  ["script", ([first = ""]) => /^#!.{0,100}\b(?:ba|da|a|z|k)?sh\b/.test(first)],
  ["yaml", ([first = ""]) => /^#cloud-config\b/.test(first)],
  ["dockerfile", isDockerfile],
  ["unit", some(/^\[(?:Service|program:[^\]]{1,200})\]$/)],
  ["haproxy", (_, text) => isHaproxy(text)],
  [
    "lighttpd",
    some(
      /^server\.(?:modules|document-root|errorlog|groupname|max-[a-z-]{1,40}|username)[ \t]{0,9}\+?:?=/,
    ),
  ],
  ["litespeed", some(/^tuning[ \t]{0,9}\{/)],
  ["apache", isApache],
  ["caddyfile", isCaddyfile],
  ["nginx", (_, text) => isNginx(text)],
  ["go", some(/^package[ \t]{1,9}\w{1,100}$/)],
  ["elixir", some(/^(?:import Config|use Mix\.Config|defmodule[ \t]|config :\w)/)],
  [
    "csharp",
    some(/^using [A-Z][\w.]{0,200};|\bWebApplication\.CreateBuilder|\bConfigureKestrel\b/),
  ],
  ["ruby", some(/^(?:persistent_timeout[ \t]|preload_app!|threads \w|on_worker_boot|plugin :)/)],
  ["properties", (lines) => lines.some(isHocon)],
  ["java", some(/^import (?:static )?(?:java|javax|jakarta|org|com|io)\.[\w.]{1,200}(?:\.\*)?;$/)],
  [
    "terraform",
    some(/^(?:resource|data) "[\w-]{1,100}" "[\w-]{1,100}" \{$|^module "[\w-]{1,100}" \{$/),
  ],
  [
    "javascript",
    some(
      /\brequire\(["']|^import[ \t{*'"].{0,250}["'];?$|^(?:const|let|var)[ \t]\w|^[\w.]{0,60}server\.keepAliveTimeout[ \t]*=/,
    ),
  ],
  ["python", isPython],
  ["uwsgi", some(/^\[uwsgi\]$/)],
  ["toml", some(/^\[[\w."-]{1,200}\]$/)],
  [
    "procfile",
    (lines) =>
      lines.some(
        (line) =>
          /^(?:web|worker|release):[ \t]/.test(line) && starts(line.slice(line.indexOf(":") + 1)),
      ),
  ],
  [
    "properties",
    some(
      /^(?:server|spring|quarkus|akka|pekko|jetty|micronaut)\.[\w.-]{1,200}[ \t]{0,9}[=:]|^--module=/,
    ),
  ],
  ["commands", (lines) => lines.some(starts)],
  ["yaml", some(/^(?:---|(?:- )?["']?[\w./-]{1,200}["']?:(?:[ \t]|$))/)],
];

/** FROM, before it ARG at most, and then nothing but instructions. */
function isDockerfile(lines: readonly string[]): boolean {
  const code = lines.filter((line) => !line.startsWith("#"));
  const from = code.findIndex((line) => /^FROM[ \t]/i.test(line));
  const before = code.slice(0, Math.max(0, from));
  return (
    from !== -1 &&
    before.every((line) => /^ARG[ \t]/i.test(line)) &&
    (code.length === 1 ||
      code.some((line) =>
        /^(?:CMD|ENTRYPOINT|COPY|RUN|ENV|EXPOSE|WORKDIR|ADD|USER)[ \t[]/i.test(line),
      ))
  );
}

/** An import, or settings of gunicorn: two of them at least, for each name alone is a word of many languages. */
function isPython(lines: readonly string[]): boolean {
  if (
    lines.some((line) =>
      /^(?:from[ \t]+[\w.]{1,200}[ \t]+import\b|import[ \t]+[\w.]{1,200}(?:[ \t]+as\b|$))/.test(
        line,
      ),
    )
  )
    return true;
  const names = lines.flatMap((line) => /^([a-z_]{1,40})[ \t]{0,9}=(?!=)/.exec(line)?.[1] ?? []);
  return new Set(names.filter((name) => gunicornSettings.has(name))).size > 1;
}

const gunicornSettings = new Set(
  "bind workers worker_class keepalive threads timeout graceful_timeout max_requests max_requests_jitter worker_connections preload_app loglevel accesslog errorlog".split(
    " ",
  ),
);

/** Whether a line is the start of a known program: at the place of a command, with what such a start has. */
const starts = (line: string): boolean =>
  plainWords(line.slice(0, 500)).length > 0 &&
  programAt(shellWords(line.replace(/^[$>%][ \t]/, ""), 1), { mayBeProse: true }) !== undefined;
