import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { createPaint } from "../../src/pictures/draw.ts";
import { growthPicture } from "./growth.ts";
import { inWords, isMet, type Measurement } from "./measurement.ts";

const docs = join(import.meta.dirname, "../../docs");
const path = join(docs, "benchmarks.md");

const head = `# Measured beside its limits

Written by \`npm run bench\`. Each measurement sets Handrail beside a physical limit or what else people would take, in the same run on the same machine: believe the ratios, not the times. A bound in **bold** is missed.
`;

/** Puts the result into docs/benchmarks.md, in the place of an older one of that name, with its chart beside it. */
export async function document(name: string, measured: Measurement, at = new Date()) {
  const text = existsSync(path) ? readFileSync(path, "utf8") : head;
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split("\n", 1)[0] ?? "", section]),
  );
  sections.set(name, section(name, measured, at));
  const all = [...sections]
    .filter(([title]) => !title.startsWith("On paper"))
    .toSorted(([one], [other]) => one.localeCompare(other));
  const onPaper = readFileSync(join(import.meta.dirname, "on-paper.md"), "utf8");
  writeFileSync(path, [head, ...all.map(([, one]) => `## ${one.trimEnd()}\n`), onPaper].join("\n"));
  const { growth } = measured;
  if (growth === undefined) return;
  await writeFile(join(docs, imageOf(name)), await createPaint()(growthPicture(growth)));
}

const imageOf = (name: string) => `images/growth-${name}.png`;

function section(name: string, measured: Measurement, at: Date): string {
  const { figures, ratios, aims, growth, notes = [] } = measured;
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  return [
    name,
    "",
    `${at.toISOString().slice(0, 16)}Z, ${machine}: \`npm run bench -- ${name}\``,
    "",
    ...table("measured", figures),
    ...(Object.keys(ratios).length === 0 ? [] : ["", ...table("ratio", ratios)]),
    "",
    `Aim: ${aims.map((aim) => (isMet(measured)(aim) ? inWords(aim) : `**${inWords(aim)}**`)).join("; ")}.`,
    ...(growth === undefined ? [] : ["", `![${growth.cost}, by ${growth.work}](${imageOf(name)})`]),
    ...notes.flatMap((note) => ["", note]),
    "",
  ].join("\n");
}

const table = (
  title: string,
  rows: { readonly [name: string]: number | string | null },
): readonly string[] => [
  `| ${title} | |`,
  "|---|---|",
  ...Object.entries(rows).map(([name, value]) => `| ${name} | ${value ?? "–"} |`),
];
