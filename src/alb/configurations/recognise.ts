import { programs } from "./commands/programs.ts";
import type { Source } from "./found.ts";

/** What a text is, by its name or else by what stands in it. */
export type Kind =
  | "nginx"
  | "apache"
  | "haproxy"
  | "caddyfile"
  | "lighttpd"
  | "litespeed"
  | "yaml"
  | "json"
  | "toml"
  | "xml"
  | "properties"
  | "uwsgi"
  | "environment"
  | "javascript"
  | "python"
  | "ruby"
  | "go"
  | "elixir"
  | "csharp"
  | "dockerfile"
  | "procfile"
  | "unit"
  | "commands"
  /** Read only for the versions that it names. */
  | "versions"
  | "unknown";

export function recognise({ as, text }: Source): Kind {
  if (text.slice(0, longestLook).includes("\0")) return "unknown";
  const base = as.slice(as.lastIndexOf("/") + 1);
  const named = byName.find(([pattern]) => pattern.test(base))?.[1];
  if (named !== undefined) return named;
  const head = text.slice(0, longestLook);
  return (
    byContent.find(([, test]) => (test instanceof RegExp ? test.test(head) : test(head)))?.[0] ??
    "unknown"
  );
}

const byName: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:Dockerfile|Containerfile)(?:\..*)?$|\.dockerfile$/i, "dockerfile"],
  [/^Procfile(?:\..*)?$/, "procfile"],
  [/^(?:Gemfile\.lock|\.nvmrc|\.node-version|\.tool-versions|package-lock\.json)$/, "versions"],
  [/^Caddyfile(?:\..*)?$|\.caddyfile$/i, "caddyfile"],
  [/^haproxy.*\.cfg(?:\..*)?$/i, "haproxy"],
  [/^nginx.*\.conf(?:\.\w+)?$/i, "nginx"],
  [/^httpd_config\.conf$/i, "litespeed"],
  [/^(?:apache2?|httpd).*\.conf(?:\.\w+)?$|^\.htaccess$/i, "apache"],
  [/^lighttpd.*\.conf$/i, "lighttpd"],
  [/\.service$/, "unit"],
  [/^\.env(?:\..*)?$|\.env$/, "environment"],
  [/^uwsgi.*\.ini$|^.*uwsgi\.ini$/i, "uwsgi"],
  [/\.(?:[cm]?[jt]s|[jt]sx)$/i, "javascript"],
  [/\.py$/i, "python"],
  [/\.(?:rb|ru)$/i, "ruby"],
  [/\.go$/i, "go"],
  [/\.exs?$/i, "elixir"],
  [/\.cs$/i, "csharp"],
  [/\.ya?ml(?:\.\w+)?$/i, "yaml"],
  [/\.jsonc?$/i, "json"],
  [/\.toml$/i, "toml"],
  [/\.(?:xml|config)$/i, "xml"],
  [/\.(?:properties)$/i, "properties"],
  [/\.sh$/i, "commands"],
];

/** In this order, for a later pattern may fit what an earlier one knows better. Each looks at the beginning only. */
const byContent: readonly (readonly [Kind, RegExp | ((head: string) => boolean)])[] = [
  ["nginx", /^# configuration file \S+:[ \t\r]*$/m],
  ["json", /^\s{0,100}(?:\{\s{0,100}["}]|\[\s{0,100}[{\]"])/],
  [
    "xml",
    /^\s{0,100}<(?:\?xml|!--|!DOCTYPE|Server\b|Connector\b|Configure\b|configuration\b|server\b)/,
  ],
  [
    "dockerfile",
    /^[ \t]*FROM[ \t]+\S+[^\n]*\n(?:[^\n]*\n)*?[ \t]*(?:CMD|ENTRYPOINT|COPY|RUN|ENV|EXPOSE|WORKDIR)[ \t]/i,
  ],
  ["unit", /^\[(?:Service|program:[^\]\n]+)\][ \t\r]*$/m],
  ["haproxy", isHaproxy],
  [
    "lighttpd",
    /^[ \t]*server\.(?:modules|document-root|errorlog|groupname|max-[\w-]+|username)[ \t]*\+?:?=/m,
  ],
  ["litespeed", /^tuning[ \t]*\{/m],
  ["apache", isApache],
  [
    "caddyfile",
    /^[ \t]*(?:reverse_proxy|php_fastcgi|php_server|file_server)\b[^;\n]*$|^\{[ \t\r]*\n[ \t]+(?:#|servers|email|admin|debug|auto_https|frankenphp|log|order|import)\b/m,
  ],
  [
    "nginx",
    /^[ \t]*(?:keepalive_timeout|keepalive|server_name|proxy_pass|listen)[ \t][^\n;]*;|^[ \t]*(?:http|events|server|upstream[ \t]\S+|location[ \t][^\n{]*)[ \t]*\{/m,
  ],
  ["go", /^package[ \t]+\w+[ \t\r]*$/m],
  ["elixir", /^[ \t]*(?:import Config|use Mix\.Config|defmodule[ \t]|config :\w+)/m],
  ["csharp", /^[ \t]*using [A-Z][\w.]*;|\bWebApplication\.CreateBuilder|\bConfigureKestrel\b/m],
  ["ruby", /^[ \t]*(?:persistent_timeout|preload_app!|threads \w|on_worker_boot|plugin :)/m],
  [
    "javascript",
    /\brequire\(["']|^[ \t]*import[ \t{*'"][^\n]*["'];?[ \t\r]*$|^[ \t]*(?:const|let|var)[ \t][^\n]*=|\bserver\.keepAliveTimeout\b/m,
  ],
  [
    "python",
    /^(?:from[ \t]+[\w.]+[ \t]+import\b|import[ \t]+[\w.]+(?:[ \t]+as\b|[ \t\r]*$))|^(?:bind|workers|worker_class|keepalive|threads)[ \t]*=/m,
  ],
  ["uwsgi", /^\[uwsgi\][ \t\r]*$/m],
  ["toml", /^\[[\w."-]+\][ \t\r]*$/m],
  ["procfile", (head) => /^(?:web|worker|release):[ \t]+\S/m.test(head) && startsProgram(head)],
  [
    "properties",
    /^[ \t]*(?:server|spring|quarkus|akka|pekko|jetty)\.[\w.-]+[ \t]*[=:]|^--module=/m,
  ],
  ["yaml", (head) => /^(?:---|[ \t]*(?:- )?["']?[\w./-]+["']?:(?:[ \t\r]|$))/m.test(head)],
  ["commands", startsProgram],
];

function isHaproxy(head: string): boolean {
  return (
    /^(?:global|defaults|frontend|backend|listen)\b[^{};]*$/m.test(head) &&
    /^[ \t]+(?:timeout|mode|bind|server|option|default_backend)[ \t]/m.test(head)
  );
}

function isApache(head: string): boolean {
  return (
    /^[ \t]*<(?:VirtualHost|IfModule|Directory|Location|Proxy|Files)\b/im.test(head) ||
    /^[ \t]*(?:KeepAlive(?:Timeout)?|MaxKeepAliveRequests|ServerRoot|LoadModule|ProxyPass|ServerName)[ \t][^;{]*$/im.test(
      head,
    )
  );
}

/** Whether a word of the text is a program that is known by its command line. */
function startsProgram(head: string): boolean {
  const words = head.slice(0, 20_000).split(/[\s"'=]+/);
  return words.some((word) => programs.has(word.slice(word.lastIndexOf("/") + 1).toLowerCase()));
}

const longestLook = 100_000;
