import type { Evidence } from "#language";

/** What a look could not read or tell, for the record: its own list, what it names as unread, and a finding that is no answer. */
export function notTold(evidence: Evidence): { readonly unknowns?: readonly string[] } {
  const { finding, says, numbers, unknowns = [] } = evidence;
  const parts = Array.isArray(numbers.unread) ? numbers.unread.map(String) : [];
  const whole = finding !== null && noAnswers.has(finding) ? [withoutButtons(says)] : [];
  const all = [...new Set([...whole, ...unknowns, ...parts])].filter((one) => one !== "");
  return all.length === 0 ? {} : { unknowns: all.slice(0, most) };
}

/** Findings of any probe that leave its question open. */
const noAnswers: ReadonlySet<string> = new Set([
  ...["unknown", "unclear", "unreachable", "too-few", "over-cap"],
  ...["logs-off", "not-delivered", "not-comparable", "no-control"],
]);

const most = 8;

/** A record has no buttons. */
export const withoutButtons = (says: string): string =>
  says.replaceAll(/ ?Press “[^“”]*”[^.“]*\./g, "");
