import type { Flow } from "#language";
import { subjectNames } from "../../../run/labels.ts";
import type { Run } from "../../../run/run.ts";
import { escapeLine } from "./escape.ts";

/** A run in a sentence: "*A queue backs up* for orders (eu-west-1)". */
export function runNamed(flow: Flow, run: Run): string {
  const names = subjectNames(run);
  return `*${escapeLine(flow.title)}*${names === "" ? "" : ` for ${escapeLine(names)}`}`;
}
