import { baseOf } from "./formats/lines.ts";
import type { Source } from "./found-values.ts";
import type { FileKind } from "./recognise/kind.ts";
import { kindByStructure } from "./recognise/structure.ts";

export function recognise({ as, text }: Source): FileKind {
  if (text.slice(0, 100_000).includes("\0")) return "unknown";
  const name = baseOf(withoutTemplateEnding(as));
  // A supervisor's or systemd's file that bears the name of what it starts.
  if (
    /\.(?:conf|ini)$/i.test(name) &&
    /^\[(?:program:|Service\]|Unit\])/m.test(text.slice(0, 100_000))
  )
    return "unit";
  const known = byName.find(([test]) =>
    typeof test === "function" ? test(name.slice(-200).toLowerCase()) : test.test(name.slice(-200)),
  )?.[1];
  return known ?? byFolder(as, name) ?? kindByStructure(text);
}

/** nginx.conf.j2 is an nginx.conf, and server.xml.erb a server.xml. */
const withoutTemplateEnding = (as: string) =>
  as.replace(
    /\.(?:j2|jinja2?|erb|epp|ejs|tmpl|tpl|ctmpl|gotmpl|template|mustache|hbs|in|dist|example|sample)$/i,
    "",
  );

/** A file's name with this word in it, and one of these endings. */
function named(word: string, ...nameEndings: readonly string[]): (name: string) => boolean {
  return (name) => name.includes(word) && nameEndings.some((ending) => name.endsWith(ending));
}

const byName: readonly (readonly [RegExp | ((name: string) => boolean), FileKind])[] = [
  [/^(?:Gemfile\.lock|\.nvmrc|\.node-version|\.tool-versions|package-lock\.json)$/, "versions"],
  [/(?:requirements|constraints)[\w.-]{0,50}\.(?:txt|in)$|(?:^|[.-])setup\.(?:py|cfg)$/i, "list"],
  [/^(?:pyproject\.toml|Pipfile|Gemfile|Brewfile|go\.mod|go\.sum|Cargo\.toml)$/, "list"],
  [/\.(?:md|mdx|markdown|rst|adoc|lock|csv|html?)$|ignore$|^(?:CHANGELOG|LICENSE|README)/i, "list"],
  [/^[\w.-]{0,50}(?:Dockerfile|Containerfile)(?:\.[\w.-]{0,50})?$|\.dockerfile$/i, "dockerfile"],
  [/^Procfile(?:\.|$)/, "procfile"],
  [/^[\w-]{0,50}Caddyfile(?:\.|$)|\.caddyfile$/i, "caddyfile"],
  [named("haproxy", ".cfg"), "haproxy"],
  [/^nginx[\w.-]{0,100}\.conf$|\.nginx$|\.nginx\.conf$/i, "nginx"],
  [/^httpd_config\.conf$/i, "litespeed"],
  [/^(?:apache2?|httpd)[\w.-]{0,100}\.conf$|^\.htaccess$/i, "apache"],
  [/^lighttpd[\w.-]{0,100}\.conf$/i, "lighttpd"],
  [named("gunicorn", ".conf", ".cfg", ".py"), "python"],
  [/\.service$/, "unit"],
  [/^\.env(?:\.|$)|\.env$/, "environment"],
  [named("uwsgi", ".ini"), "uwsgi"],
  [/\.(?:[cm]?[jt]s|[jt]sx)$/i, "javascript"],
  [/\.py$/i, "python"],
  [/\.(?:rb|ru)$/i, "ruby"],
  [/\.go$/i, "go"],
  [/\.(?:java|kts?|scala|groovy)$/i, "java"],
  [/\.exs?$/i, "elixir"],
  [/\.cs$/i, "csharp"],
  [/\.(?:tf|hcl|tfvars)$/i, "terraform"],
  [/\.ya?ml$/i, "yaml"],
  [/\.jsonc?$/i, "json"],
  [/\.toml$/i, "toml"],
  [/\.xml$/i, "xml"],
  [/\.properties$/i, "properties"],
  [/\.cli$/i, "jboss"],
  [/\.(?:sh|bash|zsh|ksh)$/i, "script"],
  // Other languages: what looks like a server's text in them is a text of theirs.
  [
    /\.(?:lua|nix|php|phtml|rs|c|cc|cpp|cxx|h|hpp|swift|dart|pl|pm|r|jl|hs|clj|erl|hrl|zig|vtc)$/i,
    "list",
  ],
  [/\.(?:ps1|bat|cmd|vb|fs|css|scss|less|vue|svelte|sql|proto|graphql|svg|ipynb)$/i, "list"],
];

/** Files of a server's own folder: /etc/nginx/conf.d/app.conf, .platform/nginx/…, sites-enabled/shop. */
function byFolder(as: string, name: string): FileKind | undefined {
  const folders = as.slice(-500).toLowerCase().split("/").slice(0, -1);
  const isConf =
    /\.conf$/i.test(name) || folders.some((one) => /^sites-(?:available|enabled)$/.test(one));
  if (isConf && folders.some((one) => one === "nginx" || one === "openresty")) return "nginx";
  if (isConf && folders.some((one) => /^(?:apache2?|httpd)$/.test(one))) return "apache";
  if (/\.cfg$/.test(name) && folders.some((one) => /^haproxy(?:\.d)?$/.test(one))) return "haproxy";
  return undefined;
}
