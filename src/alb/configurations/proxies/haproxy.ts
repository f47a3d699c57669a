import { closes, type Found, never, type Source, unknown, type Value } from "../found.ts";
import { haproxyTime } from "../units.ts";
import { valueFrom } from "../value.ts";

/** When each frontend of HAProxy closes idle connections, and how its backends treat theirs. */
export function readHaproxy(sources: readonly Source[]): readonly Found[] {
  const sections = sources.flatMap(sectionsOf);
  const isTcp = (section: Section) => modeOf(section) === "tcp";
  const proxies = sections.filter((section) => !isTcp(section));
  const fronts = proxies.filter(({ kind }) => kind === "frontend" || kind === "listen");
  const backs = proxies.filter((section) => section.kind === "backend" || hasServers(section));
  if (fronts.length > 0) return [...fronts.map(closing), ...backs.map(keeping)];
  const defaults = sections.findLast(({ kind }) => kind === "defaults");
  const alone = defaults === undefined ? [] : [closing(defaults)];
  return [...alone, ...backs.map(keeping)];
}

interface Line {
  readonly words: readonly string[];
  readonly file: string;
  readonly line: number;
}

interface Section extends Line {
  readonly kind: string;
  /** The defaults that apply to it. */
  readonly parent?: Section;
  readonly lines: readonly Line[];
}

function sectionsOf({ text, file, firstLine }: Source): readonly Section[] {
  const sections: (Section & { lines: Line[] })[] = [];
  const defaults = new Map<string, Section>();
  text.split("\n").forEach((whole, index) => {
    const words = wordsOf(whole.slice(0, longestLine));
    const [kind = "", name = ""] = words;
    const line = { words, file, line: firstLine + index };
    if (!sectionStarts.has(kind)) {
      if (kind !== "") sections.at(-1)?.lines.push(line);
      return;
    }
    const from = words.indexOf("from");
    const parent = defaults.get(from === -1 ? "" : (words[from + 1] ?? ""));
    const inherits = parent !== undefined && (kind !== "defaults" || from !== -1);
    const section = { ...line, kind, lines: [], ...(inherits ? { parent } : {}) };
    sections.push(section);
    // The name "" stands for the last one, which applies where none is named.
    if (kind === "defaults") defaults.set(name, section).set("", section);
  });
  return sections;
}

const sectionStarts = new Set(
  "global defaults frontend listen backend peers resolvers userlist cache program mailers ring http-errors crt-store log-forward fcgi-app traces".split(
    " ",
  ),
);

/** Words of a line; what follows a # is a comment, quotes keep words together. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/"[^"]*"|'[^']*'|[^\s"']+/g)) {
    if (word.startsWith("#")) break;
    words.push(word.replace(/^["']|["']$/g, ""));
  }
  return words;
}

/** The section itself, then the defaults that it takes over: named with "from", otherwise the last before it. */
function chainOf(section: Section): readonly Section[] {
  const chain = [section];
  for (let next = section.parent; next && chain.length < longestChain; next = next.parent)
    chain.push(next);
  return chain;
}

function closing(section: Section): Found {
  const chain = chainOf(section);
  const close = optionOf(chain, /^(?:httpclose|forceclose)$/);
  if (close !== undefined) return found(closes, close);
  for (const name of ["http-keep-alive", "http-request", "client"]) {
    const line = firstOf(chain, ({ words }) => words[0] === "timeout" && words[1] === name);
    if (line !== undefined) return found(valueFrom(line.words[2] ?? "", haproxyTime), line);
  }
  return found(section.kind === "defaults" ? unknown(says.noTimeout) : never, section);
}

/** Half of the idle connections are closed at each pool-purge-delay: there is no age that all reach. */
function keeping(section: Section): Found {
  const close = optionOf(chainOf(section), /^(?:httpclose|forceclose|http-server-close)$/);
  const value: Value = close === undefined ? unknown(says.pool) : closes;
  return { ...found(value, close ?? section), side: "client" };
}

function modeOf(section: Section): string | undefined {
  return firstOf(chainOf(section), ({ words }) => words[0] === "mode")?.words[1];
}

/** The option's line where it is on: a section may switch off what its defaults switch on. */
function optionOf(chain: readonly Section[], name: RegExp): Line | undefined {
  const line = firstOf(chain, ({ words }) => {
    const rest = words[0] === "no" ? words.slice(1) : words;
    return rest[0] === "option" && name.test(rest[1] ?? "");
  });
  return line?.words[0] === "no" ? undefined : line;
}

function firstOf(chain: readonly Section[], test: (line: Line) => boolean): Line | undefined {
  for (const { lines } of chain) {
    const line = lines.findLast(test);
    if (line !== undefined) return line;
  }
  return undefined;
}

const hasServers = ({ kind, lines }: Section) =>
  kind === "listen" &&
  lines.some(({ words }) => /^(?:server|server-template)$/.test(words[0] ?? ""));

const found = (value: Value, { file, line }: Line): Found => ({
  server: "haproxy",
  side: "server",
  value,
  file,
  line,
});

const longestLine = 4000;
const longestChain = 10;

const says = {
  noTimeout: "The text sets no timeout for idle clients and has no frontend.",
  pool: "HAProxy closes half of its idle connections to servers at each pool-purge-delay: there is no fixed age.",
};
