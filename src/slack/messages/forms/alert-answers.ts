import type { Flow } from "#language";

/** What an alert tells of the start of a run. */
export interface AlertAnswers {
  /** What the alert is, for people; mrkdwn. */
  readonly says: string;
  /** The flow that it is for, if any is. */
  readonly flow?: string;
  /** What somebody would type, by flow and field; flows that it is for come first. */
  readonly starts: readonly ToldStart[];
}

export interface ToldStart {
  readonly flow: string;
  readonly typed: { readonly [field: string]: string };
}

/** Characters that fit beside the rest into a form's private_metadata, and into a button's value. */
const mostKept = 1_600;

/** As much of it as a form or a button can keep: the last flows are left out first. */
export function shrinkToKeep(told: AlertAnswers): AlertAnswers {
  const { starts } = told;
  return starts.length === 0 || JSON.stringify(told).length <= mostKept
    ? told
    : shrinkToKeep({ ...told, starts: starts.slice(0, -1) });
}

/** What was kept; undefined for anything else. */
export function readAlertAnswers(kept: unknown): AlertAnswers | undefined {
  if (typeof kept !== "object" || kept === null || !("says" in kept) || !("starts" in kept))
    return undefined;
  const { says, starts } = kept;
  const isOne = typeof says === "string" && Array.isArray(starts) && starts.every(isStart);
  return isOne ? (kept as AlertAnswers) : undefined;
}

function isStart(start: unknown): start is ToldStart {
  if (typeof start !== "object" || start === null || !("flow" in start) || !("typed" in start))
    return false;
  const { flow, typed } = start;
  const isNamed = typeof typed === "object" && typed !== null;
  return (
    typeof flow === "string" &&
    isNamed &&
    Object.values(typed).every((text) => typeof text === "string")
  );
}

/** The same of a button's item. */
export function readAlertItem(item: string): AlertAnswers | undefined {
  try {
    return readAlertAnswers(JSON.parse(item));
  } catch {
    return undefined;
  }
}

export const alertAnswersFor = (told: AlertAnswers | undefined, { id }: Flow): ToldStart["typed"] =>
  told?.starts.find(({ flow }) => flow === id)?.typed ?? {};

/** The flows with those first that the alert tells of. */
export const sortByAlert = (
  flows: readonly Flow[],
  told: AlertAnswers | undefined,
): readonly Flow[] => {
  const at = ({ id }: Flow) => told?.starts.findIndex(({ flow }) => flow === id) ?? -1;
  const place = (flow: Flow) => (at(flow) < 0 ? flows.length : at(flow));
  return flows.toSorted((one, other) => place(one) - place(other));
};
