import { type Flow, subjectField } from "#language";

/** Which runbook an alert's own text names, and for what. */
export interface RunbookLine {
  readonly flow: Flow;
  readonly typed: { readonly [field: string]: string };
}

/**
 * Finds "/runbook <flow> <subject>" in a text, as `handrail flows link` prints it for an alarm's description; a subject of several
 * words stands in quotes. Undefined where there is none, or none of these flows.
 */
export function runbookLine(
  text: string,
  command: string,
  flows: readonly Flow[],
): RunbookLine | undefined {
  const at = text.indexOf(`${command} `);
  if (at < 0) return undefined;
  const [line = ""] = text.slice(at + command.length, at + 500).split("\n", 1);
  const [, id, quoted, word] = /^ +([\w-]+)(?: +(?:"([^"]+)"|([^\s"]+)))?/.exec(line) ?? [];
  const flow = flows.find((one) => one.id.toLowerCase() === id?.toLowerCase());
  if (flow === undefined) return undefined;
  const [field] = subjectField(flow.inputs) ?? [];
  const subject = quoted ?? word?.replace(/[.,;)]$/, "");
  return { flow, typed: field === undefined || subject === undefined ? {} : { [field]: subject } };
}
