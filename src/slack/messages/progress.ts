import type { Progress } from "../../engine/ports.ts";
import { escapeLine } from "./escape.ts";
import { cut } from "./limits.ts";

const cells = 10;

/** "▰▰▰▱▱▱▱▱▱▱ 30 % · 6 of 20 requests, 0 failed" */
export function progressLine({ says, share }: Progress): string {
  const bounded = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  const full = Math.round(bounded * cells);
  const bar = "▰".repeat(full) + "▱".repeat(cells - full);
  return `${bar} ${Math.round(bounded * 100)} % · ${cut(escapeLine(says), 300)}`;
}
