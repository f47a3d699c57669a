import { type Alert, type Named, plain } from "#language";
import { pairIn, tagsIn } from "./pairs.ts";
import type { Told } from "./told.ts";

/** What a source reads by itself; the rest is found where every source has it. */
export type Read = Partial<Alert> & Pick<Alert, "title" | "state">;

/** Characters and words that are kept of an alert. */
const most = { title: 300, text: 8_000, labels: 80, value: 500 };

/** An alert of what a source read: bounded, and with region and account wherever they stand. */
export function alertOf(read: Read): Alert {
  const { dimensions = {}, labels = {}, text = "", link, ...more } = read;
  const kept = {
    dimensions: cutAll(dimensions),
    labels: cutAll(labels),
    text: text.slice(0, most.text),
  };
  const known = new Map(
    [...Object.entries(kept.labels), ...Object.entries(kept.dimensions)].map(([name, value]) => [
      plain(name),
      value,
    ]),
  );
  const region = read.region ?? regionOf(known, kept, link);
  const account = read.account ?? accountOf(known, kept);
  const service = read.service ?? known.get("service");
  return {
    ...more,
    ...kept,
    title: read.title.replaceAll(/\s+/g, " ").trim().slice(0, most.title),
    ...(service === undefined ? {} : { service }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    ...(link === undefined || !/^https?:\/\/\S+$/.test(link) ? {} : { link: link.slice(0, 2_000) }),
  };
}

/** The same of a message, whose words all may be labels. */
export const alertIn = (told: Told, read: Partial<Read> & Pick<Read, "state">): Alert =>
  alertOf({
    title: told.title,
    text: told.lines.join("\n"),
    ...read,
    labels: { ...labelsIn(told), ...read.labels },
  });

/** Names with values, and the tags that stand in a field, or in a line, of them. */
function labelsIn({ pairs, lines }: Pick<Told, "pairs" | "lines">): Named {
  const tags = Object.entries(pairs)
    .filter(([name]) => /^(?:tags|labels|details|scope)$/i.test(name))
    .flatMap(([, value]) => tagsIn(value));
  const listed = lines
    .filter((line) => line.includes(",") && line.length <= most.value)
    .flatMap((line) => line.split(",").flatMap((part) => pairIn(part.trim()) ?? []));
  return Object.fromEntries([...listed, ...Object.entries(pairs), ...tags]);
}

const cutAll = (named: Named): Named =>
  Object.fromEntries(
    Object.entries(named)
      .slice(0, most.labels)
      .map(([name, value]) => [name.slice(0, 100), value.slice(0, most.value)]),
  );

type Kept = Pick<Alert, "dimensions" | "labels" | "text">;

const region = /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-|iso[a-z]?-)?[a-z]{4,9}-\d\b/g;

/** By name; else in the link; else the only one that is named anywhere. */
function regionOf(known: ReadonlyMap<string, string>, kept: Kept, link = ""): string | undefined {
  const named = known.get("region") ?? known.get("awsregion");
  const all = [named ?? "", link, Object.values(kept.dimensions).join(" "), kept.text];
  for (const text of all) {
    const found = new Set(text.match(region));
    if (found.size === 1) return [...found][0];
  }
  return undefined;
}

/** Twelve digits under a name that says so, or behind the word in a line. */
function accountOf(known: ReadonlyMap<string, string>, { text }: Kept): string | undefined {
  const names = ["account", "accountid", "awsaccount", "awsaccountid"];
  const named = names.map((name) => known.get(name)).find((one) => one !== undefined);
  const [, said] = /\baccount:? ?(\d{12})\b/i.exec(text) ?? [];
  return /\b\d{12}\b/.exec(named ?? "")?.[0] ?? said;
}
