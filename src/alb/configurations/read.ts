import type { NamedText } from "#language";
import { documentTrees } from "./document-trees.ts";
import { filesInside } from "./files-inside.ts";
import { baseOf } from "./formats/lines.ts";
import type { Tree } from "./formats/tree.ts";
import type { Found, Source } from "./found-values.ts";
import { mergeReadings } from "./merge-readings.ts";
import { settleProfiles } from "./programs/spring-profiles.ts";
import { type RecognisedText, readKind, unreadFile } from "./read-by-kind.ts";
import type { IdleReading } from "./reading.ts";
import type { FileKind } from "./recognise/kind.ts";
import { recognise } from "./recognise.ts";
import { settleStarts } from "./settle-starts.ts";
import { mergePasses } from "./template-variants.ts";
import { expandTemplate, isTemplate, templateVariants, type Variant } from "./templates.ts";
import { readContext } from "./versions-context.ts";

/**
 * The idle timeouts that hold by these configuration files, read together: a file may include another or be started with it.
 * Never throws; what cannot be told is "unknown" with the reason. No text of the files is in the result.
 */
export function read(files: readonly NamedText[]): readonly IdleReading[] {
  const given = files.map(
    ({ name, text }): Source => ({ file: name, as: name, text, firstLine: 1 }),
  );
  const short = given.filter(({ text }) => text.length <= longestFile);
  const templates = new Set(
    short.filter((source) => isTemplate(source, recognise(source))).map(({ file }) => file),
  );
  const texts = textsOf(short, "first");
  const passes = templateVariants.map((variant) =>
    variant === "first" || templates.size > 0
      ? readAll(variant === "first" ? texts : textsOf(short, variant))
      : [],
  );
  const found = templates.size === 0 ? (passes[1] ?? []) : mergePasses(passes, templates);
  return mergeReadings([...found.map(asNamed), ...nothingFound(given, texts, found)]);
}

/** A file that is named after development or tests says nothing certain of what runs elsewhere. */
const asNamed = (found: Found): Found =>
  found.unless === undefined &&
  (ofDevelopment.test(baseOf(found.file).slice(-200)) || ofTests.test(found.file.slice(-400)))
    ? { ...found, unless: says.development }
    : found;

const ofDevelopment =
  /(?:^|[._-])(?:dev|develop|development|local|tests?|testing|debug)(?:[._-]|$)/i;
const ofTests = /(?:^|\/)(?:src\/test|tests|testdata|fixtures)\//;

const textsOf = (sources: readonly Source[], variant: Variant): readonly RecognisedText[] =>
  sources.flatMap((source) => prepared(source, variant));

function readAll(texts: readonly RecognisedText[]): readonly Found[] {
  const context = readContext(
    texts.map(({ source }) => source),
    texts.flatMap(({ trees = [] }) => trees),
  );
  const found = kindsOf(texts).flatMap(([kind, sources]) => readKind(kind, sources, context));
  return settleProfiles(settleStarts(found, context.sources), context.profiles);
}

/** The file itself, and those that it carries inside of it. */
function prepared(given: Source, variant: Variant, depth = 0): readonly RecognisedText[] {
  const kind = recognise(given);
  const source = isTemplate(given, kind) ? expandTemplate(given, variant) : given;
  const trees = treesIn(source, kind);
  const text = trees === undefined ? { source, kind } : { source, kind, trees };
  if (depth >= deepest) return [text];
  const inner = insideOf(source, kind, trees ?? []);
  return [text, ...inner.flatMap((file) => prepared(file, variant, depth + 1))];
}

/** A hostile text may break what looks into it; then nothing is inside. */
function insideOf(source: Source, kind: FileKind, trees: readonly Tree[]): readonly Source[] {
  try {
    return filesInside(source, kind, trees).slice(0, mostInner);
  } catch {
    return [];
  }
}

/** A parser's stack has an end, which a hostile text reaches. */
function treesIn(source: Source, kind: FileKind): readonly Tree[] | undefined {
  try {
    return documentTrees(source, kind);
  } catch {
    return undefined;
  }
}

function kindsOf(
  texts: readonly RecognisedText[],
): readonly (readonly [FileKind, readonly RecognisedText[]])[] {
  const kinds = new Map<FileKind, RecognisedText[]>();
  for (const text of texts) {
    const same = kinds.get(text.kind) ?? [];
    same.push(text);
    kinds.set(text.kind, same);
  }
  return [...kinds];
}

/** For each file that gave nothing a reading that says so. */
function nothingFound(
  given: readonly Source[],
  texts: readonly RecognisedText[],
  found: readonly Found[],
): readonly Found[] {
  const spoken = new Set(found.map(({ file }) => file));
  const kinds = new Map(texts.map(({ source, kind }) => [source.file, kind] as const).reverse());
  return given
    .filter(({ file }) => !spoken.has(file))
    .flatMap((source): readonly Found[] => {
      if (source.text.length > longestFile) return [unreadFile(source, says.tooLong)];
      const kind = kinds.get(source.file);
      if (kind === undefined || kind === "unknown") return [unreadFile(source, says.unrecognised)];
      // A list or a document beside a configuration is no part of it.
      if (kind === "list" && found.length === 0) return [unreadFile(source, says.unrecognised)];
      return found.length > 0 ? [] : [unreadFile(source, says.nothing)];
    });
}

const longestFile = 5_000_000;
const mostInner = 200;
const deepest = 2;

const says = {
  development:
    "The file is named after development or tests, and what runs elsewhere may have another value.",
  tooLong: "The file is larger than 5 MB; give only the part that configures the server.",
  unrecognised: "This does not look like the configuration of a server that is known here.",
  nothing: "Nothing in this file says how long idle connections are kept, nor which server runs.",
};
