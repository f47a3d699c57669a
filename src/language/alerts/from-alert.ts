import type { FieldKinds } from "../fields/field-kind.ts";
import type { Field } from "../fields/fields.ts";
import type { Flow } from "../flow.ts";
import type { Alert, AlertWords } from "./alert.ts";

/** What an alert tells of a flow's inputs, by field, as somebody would type it. */
export function inputsFromAlert(
  { inputs }: Flow,
  alert: Alert,
  kinds: FieldKinds,
): { readonly [field: string]: string } {
  const told = Object.entries(inputs).flatMap(([name, field]) => {
    const typed = named(alert, field) ?? kinds.get(field.kind)?.fromAlert?.(alert);
    return typed === undefined || typed === "" ? [] : [[name, typed] as const];
  });
  return Object.fromEntries(told);
}

/** The first of the names that the field states which the alert has. */
function named({ dimensions, labels }: Alert, { fromAlert = [] }: Field): string | undefined {
  const known = new Map([...byPlainName(labels), ...byPlainName(dimensions)]);
  return fromAlert.map((name) => known.get(plainName(name))).find((value) => value !== undefined);
}

/** Words by their plain names; a name under which two different things stand tells nothing, and is left out. */
export function byPlainName(named: AlertWords): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const torn = new Set<string>();
  for (const [name, value] of Object.entries(named)) {
    const key = plainName(name);
    if (known.has(key) && known.get(key) !== value) torn.add(key);
    known.set(key, value);
  }
  for (const key of torn) known.delete(key);
  return known;
}

/** Names as exporters write them: "QueueName", "queue_name" and "dimension_QueueName" are one. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
    .replace(/^dimension/, "");
