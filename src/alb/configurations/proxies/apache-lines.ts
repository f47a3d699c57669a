import { quotedWords } from "../formats/lines.ts";
import type { Source } from "../found-values.ts";

/** One directive of Apache httpd with the sections around it, outermost first. */
export interface ApacheLine {
  /** In lower case. */
  readonly name: string;
  readonly values: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly sections: readonly ApacheSection[];
}

export interface ApacheSection {
  /** "virtualhost", "ifmodule", "location", … */
  readonly name: string;
  readonly values: readonly string[];
  readonly line: number;
}

/**
 * The directives and the beginnings of sections ("<virtualhost") of an Apache configuration. A section that is not closed goes on in
 * what was not given, like one that includes a file.
 */
export function parseApache({ text, file, firstLine }: Source): readonly ApacheLine[] {
  let sections: readonly ApacheSection[] = [];
  const found: ApacheLine[] = [];
  let joined = "";
  text.split("\n").forEach((whole, index) => {
    const written = joined + whole.slice(0, longestLine).trim();
    joined =
      written.endsWith("\\") && joined.length < longestLine ? `${written.slice(0, -1)} ` : "";
    if (joined !== "" || written === "" || written.startsWith("#")) return;
    const line = firstLine + index;
    const [name = "", ...values] = apacheWords(written);
    const place = { name: name.toLowerCase(), values, line };
    if (name.startsWith("</")) sections = sections.slice(0, -1);
    else found.push({ ...place, file, sections });
    if (/^<[a-z]/i.test(name.slice(0, 2)) && sections.length < deepest) {
      sections = [...sections, { ...place, name: place.name.slice(1) }];
    }
  });
  const [last] = found.slice(-1);
  if (last && sections.length > 0)
    found.push({ name: "include", values: ["the rest"], file, line: last.line, sections });
  return found;
}

/** In "<VirtualHost *:80>" the last word without what closes the section. */
const apacheWords = (line: string) =>
  quotedWords(
    line.endsWith(">") && line.startsWith("<") && !line.startsWith("</") ? line.slice(0, -1) : line,
  );
const longestLine = 4000;
const deepest = 50;
