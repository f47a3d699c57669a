import { SaxesParser } from "saxes";
import type { Source } from "../found-values.ts";

export interface Element {
  readonly name: string;
  /** By name in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
  readonly line: number;
}

/** The elements of an XML text, outer ones first, as far as it is well formed; entities are not followed. */
export function parseXml({ text, firstLine }: Source): readonly Element[] {
  const found: Building[] = [];
  const open: Building[] = [];
  const parser = new SaxesParser({
    position: true,
    fragment: !isDocument.test(text.slice(0, 2000)),
  });
  let startLine = 1;
  parser.on("opentagstart", () => {
    startLine = parser.line;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = building(name, attributes, startLine + firstLine - 1);
    if (open.length > deepest || found.length > mostElements) throw new Error("too much");
    open.at(-1)?.children.push(element);
    found.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", (inner) => {
    const element = open.at(-1);
    if (element && element.text.length < longestText) element.text += inner.slice(0, longestText);
  });
  try {
    parser.write(text).close();
  } catch {
    // The parser throws at the first mistake: what stands before it was read.
  }
  return found;
}

interface Building extends Element {
  readonly children: Building[];
  text: string;
}

const building = (
  name: string,
  attributes: Readonly<Record<string, string | { readonly value: string }>>,
  line: number,
): Building => ({
  name,
  attributes: new Map(
    Object.entries(attributes).map(([key, given]) => [
      key.toLowerCase(),
      typeof given === "string" ? given : given.value,
    ]),
  ),
  children: [],
  text: "",
  line,
});

/** What a part of a document may not have. */
const isDocument = /<\?xml|<!DOCTYPE/;

const longestText = 1000;
const deepest = 100;
const mostElements = 200_000;
