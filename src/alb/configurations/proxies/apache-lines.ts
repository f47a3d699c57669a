import type { Source } from "../found.ts";

/** One directive of Apache httpd with the sections around it, outermost first. */
export interface ApacheLine {
  /** In lower case. */
  readonly name: string;
  readonly values: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly sections: readonly Section[];
}

export interface Section {
  /** "virtualhost", "ifmodule", "location", … */
  readonly name: string;
  readonly values: readonly string[];
  readonly line: number;
}

/** The directives and the beginnings of sections ("<virtualhost") of an Apache configuration. */
export function apacheLinesOf({ text, file, firstLine }: Source): readonly ApacheLine[] {
  let sections: readonly Section[] = [];
  const found: ApacheLine[] = [];
  let joined = "";
  text.split("\n").forEach((whole, index) => {
    const written = joined + whole.slice(0, longestLine).trim();
    joined =
      written.endsWith("\\") && joined.length < longestLine ? `${written.slice(0, -1)} ` : "";
    if (joined !== "" || written === "" || written.startsWith("#")) return;
    const line = firstLine + index;
    const [name = "", ...values] = written.match(/"[^"]*"|[^\s"]+/g) ?? [];
    const place = { name: name.toLowerCase(), values: values.map(bare), line };
    if (name.startsWith("</")) sections = sections.slice(0, -1);
    else found.push({ ...place, file, sections });
    if (/^<[a-z]/i.test(name) && sections.length < deepest) {
      sections = [...sections, { ...place, name: place.name.slice(1).replace(/>$/, "") }];
    }
  });
  return found;
}

const bare = (word: string) => word.replace(/^"|"?>?$/g, "");
const longestLine = 4000;
const deepest = 50;
