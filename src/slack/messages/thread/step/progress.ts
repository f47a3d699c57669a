import type { Progress } from "../../../../engine/ports.ts";
import { escapeLine } from "../../blocks/escape.ts";
import { cut } from "../../blocks/limits.ts";

const cells = 10;

/** "▰▰▰▱▱▱▱▱▱▱ 30 %. 6 of 20 requests sent, 0 failed. About 7 s left."; without the bar where nobody knows how far it is. */
export function progressLine({ says, share, secondsLeft }: Progress): string {
  const line = cut(escapeLine(says), 300).replace(/[.…]$/, "");
  const what = `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
  if (share === null) return `${what}.`;
  const bounded = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  const full = Math.round(bounded * cells);
  const bar = "▰".repeat(full) + "▱".repeat(cells - full);
  const left = secondsLeft === undefined || secondsLeft < 1 ? "" : ` ${timeLeft(secondsLeft)}`;
  return `${bar} ${Math.round(bounded * 100)} %. ${what}.${left}`;
}

/** Rounded, for an estimate changes with every word. */
function timeLeft(seconds: number): string {
  if (seconds < 10) return `About ${Math.ceil(seconds)} s left.`;
  if (seconds < 90) return `About ${Math.ceil(seconds / 5) * 5} s left.`;
  if (seconds < 90 * 60) return `About ${Math.round(seconds / 60)} minutes left.`;
  return `About ${Math.round(seconds / 3_600)} hours left.`;
}
