import type { Value, Values } from "./submitted.ts";

/** What was typed into an input, trimmed; empty when nothing was. */
export const typedIn = (values: Values, id: string): string =>
  (elementIn(values, id)?.value ?? "").trim();

/** Which option was picked; undefined when none was. */
export const pickedIn = (values: Values, id: string): string | undefined =>
  elementIn(values, id)?.selected_option?.value;

/** Whether a box was ticked. */
export const tickedIn = (values: Values, id: string): boolean =>
  (elementIn(values, id)?.selected_options ?? []).length > 0;

/** Which person was picked. */
export const personIn = (values: Values, id: string): string | undefined =>
  elementIn(values, id)?.selected_user ?? undefined;

/** Which channel was picked. */
export const channelIn = (values: Values, id: string): string | undefined =>
  elementIn(values, id)?.selected_conversation ?? undefined;

const elementIn = (values: Values, id: string): Value | undefined =>
  Object.values(values[id] ?? {})[0];
