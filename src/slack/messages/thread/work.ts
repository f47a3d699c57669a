import { escapeLine } from "../blocks/escape.ts";

/**
 * A piece of work by its effect's key ("show", "probe retest#2") in words, after "Handrail gave
 * up".
 */
export function workInWords(work: string): string {
  const [kind = "", visit = ""] = work.split(" ");
  if (kind === "show") return "updating this thread";
  if (kind === "probe") return `looking (${escapeLine(visit)})`;
  if (kind === "watch") return `a look of the watch (${escapeLine(visit)})`;
  if (kind === "remind") return `a reminder (${escapeLine(visit)})`;
  return `“${escapeLine(work)}”`;
}
