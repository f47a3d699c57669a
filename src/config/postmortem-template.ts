import { readTextFile } from "../notation/read-text-file.ts";
import { builtIn, type Template } from "../postmortem/postmortem.ts";
import { readTemplate } from "../postmortem/template.ts";

/** The template to write postmortems with; with problems, the built-in one takes its place. */
export interface OpenedTemplate {
  readonly template: Template;
  /** Whole sentences; empty when the team's own template is used, or none is named. */
  readonly problems: readonly string[];
}

// A page that people read is far below.
const longestBytes = 200_000;

/** Reads the template at a path; an incident must not find the bot down for a mistake in it. */
export async function openTemplate(path: string | undefined): Promise<OpenedTemplate> {
  if (path === undefined) return { template: builtIn, problems: [] };
  const text = await readTextFile(path).catch((error: unknown) => unreadable(path, error));
  if (typeof text !== "string") return { template: builtIn, problems: text.problems };
  if (Buffer.byteLength(text) > longestBytes)
    return { template: builtIn, problems: [`It is longer than ${longestBytes} bytes.`] };
  const read = readTemplate(text);
  return read.kind === "template"
    ? { template: read.template, problems: [] }
    : { template: builtIn, problems: read.problems };
}

const unreadable = (path: string, error: unknown) => ({
  problems: [`${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`],
});
