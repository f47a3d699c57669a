import { haproxyTime } from "../duration-units.ts";
import { quotedWords } from "../formats/lines.ts";
import {
  candidatesOf,
  type Found,
  neverCloses,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** When each frontend of HAProxy closes idle connections, and how its backends treat theirs; all files are one configuration. */
export function readHaproxy(sources: readonly Source[]): readonly Found[] {
  const sections = sectionsOf(sources);
  const isFront = ({ kind }: Section) => kind === "frontend" || kind === "listen";
  const isHttp = (section: Section) => modeOf(section) !== "tcp";
  const fronts = sections.filter(isFront);
  const backs = sections.filter((section) => section.kind === "backend" || hasServers(section));
  const keeps = backs.filter(isHttp).map(keeping);
  const spoken = fronts.filter(isHttp);
  if (spoken.length > 0) return [...spoken.map(closing), ...keeps];
  const defaults = sections.findLast(({ kind }) => kind === "defaults");
  const only = fronts[0] ?? defaults;
  if (only !== undefined && !isHttp(only)) return [found(unclear(says.tcp), only), ...keeps];
  const alone = defaults === undefined ? [] : [{ ...closing(defaults), unless: says.fronts }];
  return [...alone, ...keeps];
}

interface Line {
  readonly words: readonly string[];
  readonly file: string;
  readonly line: number;
  /** It stands between .if and .endif. */
  readonly isConditional?: true;
}

interface Section extends Line {
  readonly kind: string;
  /** The defaults that apply to it. */
  readonly parent?: Section;
  readonly lines: readonly Line[];
}

/** HAProxy reads its files as one text; those that begin with defaults or global come first, as their numbers say. */
function sectionsOf(sources: readonly Source[]): readonly Section[] {
  const sections: (Section & { lines: Line[] })[] = [];
  const defaults = new Map<string, Section>();
  const isFirst = ({ text }: Source) => (/^(?:global|defaults)\b/m.test(text) ? 0 : 1);
  for (const source of [...sources].sort((one, other) => isFirst(one) - isFirst(other))) {
    addSections(source, sections, defaults);
  }
  return sections;
}

function addSections(
  { text, file, firstLine }: Source,
  sections: (Section & { lines: Line[] })[],
  defaults: Map<string, Section>,
): void {
  let depth = 0;
  text.split("\n").forEach((whole, index) => {
    const words = wordsOf(whole.slice(0, longestLine));
    const [kind = "", name = ""] = words;
    if (kind === ".if") depth++;
    if (kind === ".endif") depth--;
    const condition = depth > 0 ? { isConditional: true as const } : {};
    const line = { words, file, line: firstLine + index, ...condition };
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
}

const sectionStarts = new Set(
  "global defaults frontend listen backend peers resolvers userlist cache program mailers ring http-errors crt-store log-forward fcgi-app traces".split(
    " ",
  ),
);

/** Words of a line; what follows a # is a comment, quotes keep words together. */
const wordsOf = (line: string): readonly string[] => quotedWords(line, "#");

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
  if (close !== undefined) return found(perhapsOnly(noReuse, close), close);
  const isPart = section.parent === undefined && section.kind !== "defaults";
  // 0 is as if it were not there.
  const waits = ["http-keep-alive", "http-request"].flatMap(
    (name) =>
      firstOf(chain, (one) => isTimeout(one, name) && !/^0+[a-z]{0,2}$/.test(one.words[2] ?? "")) ??
      [],
  )[0];
  const client = firstOf(chain, (one) => isTimeout(one, "client"));
  const first = shorter(waits, client);
  if (first !== undefined) {
    const isAll = waits?.words[1] === "http-keep-alive" && client !== undefined;
    return {
      ...found(perhapsOnly(setBy(first), first), first),
      ...(isPart && !isAll ? { unless: says.defaults } : {}),
    };
  }
  if (isPart) return found(unclear(says.part), section);
  if (section.kind === "defaults") return found(unclear(says.noTimeout), section);
  return { ...found(neverCloses, section), weak: true };
}

/** While HAProxy waits for a request, timeout client counts as well (measured on 2.6.12); one that is not known decides. */
function shorter(waits: Line | undefined, client: Line | undefined): Line | undefined {
  if (waits === undefined || client === undefined) return waits ?? client;
  const [wait, inactive] = [waits, client].map((line) => perhapsOnly(setBy(line), line));
  if (wait?.kind !== "set") return waits;
  return inactive?.kind === "set" && inactive.seconds >= wait.seconds ? waits : client;
}

const isTimeout = ({ words }: Line, name: string) =>
  (words[0] === "timeout" && words[1] === name) || (name === "client" && words[0] === "clitimeout");

const perhapsOnly = (value: Value, { isConditional }: Line): Value =>
  isConditional ? unclear(says.condition, ...candidatesOf(says.perhaps, value)) : value;

function setBy({ words }: Line): Value {
  if (words[0] === "timeout") return valueFrom(words[2] ?? "", haproxyTime);
  const value = valueFrom(words[1] ?? "", haproxyTime);
  return unclear(says.old, ...candidatesOf("Up to HAProxy 2.0.", value));
}

/** Half of the idle connections are closed at each pool-purge-delay: there is no age that all reach. */
function keeping(section: Section): Found {
  const close = optionOf(chainOf(section), /^(?:httpclose|forceclose|http-server-close)$/);
  const value: Value = close === undefined ? unclear(says.pool) : noReuse;
  return { ...found(value, close ?? section), side: "client" };
}

/** "tcp" where nothing says otherwise; undefined in a part whose defaults were not given. */
function modeOf(section: Section): string | undefined {
  const mode = firstOf(chainOf(section), ({ words }) => words[0] === "mode")?.words[1];
  return mode ?? (section.parent === undefined && section.kind !== "defaults" ? undefined : "tcp");
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
  part: "The defaults that apply to this section stand in a file that was not given.",
  defaults: "The defaults, which stand in a file that was not given, may set another timeout.",
  fronts: "A frontend, which stands in a file that was not given, may set another value.",
  tcp: "In mode tcp HAProxy speaks no HTTP: the server behind it decides when a connection ends.",
  condition: "The line stands under a condition, between .if and .endif.",
  perhaps: "Applies when the condition holds.",
  old: "clitimeout is an old keyword: HAProxy takes it up to 2.0, and does not start with it from 2.1 on.",
  pool: "HAProxy closes half of its idle connections to servers at each pool-purge-delay: there is no fixed age.",
};
