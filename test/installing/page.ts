import { readFileSync } from "node:fs";
import { join } from "node:path";

export const project = join(import.meta.dirname, "../..");

/** A page of docs, or README.md. */
export const pageOf = (name: string): string =>
  readFileSync(join(project, name === "README.md" ? "" : "docs", name), "utf8");

/** A section of a page, by its heading. */
export function sectionOf(page: string, heading: string): string {
  const section = page.split(/^#{2,3} /m).find((one) => one.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`There is no section “${heading}”.`);
  return section;
}

/** The commands of a section's blocks of shell, lines that go on joined. */
export const linesOf = (section: string): readonly string[] =>
  [...section.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
    block
      .replaceAll(/\\\n\s*/g, "")
      .trim()
      .split("\n"),
  );

/** The commands between backticks in the point of a list that begins so: "Back up", "Uninstall". */
export function pointOf(section: string, name: string): readonly string[] {
  const [, point] = new RegExp(`^- ${name}: (.*)$`, "m").exec(section) ?? [];
  if (point === undefined) throw new Error(`There is no point “${name}”.`);
  return [...point.matchAll(/`([^`]+)`/g)].flatMap(([, words = ""]) => words);
}
