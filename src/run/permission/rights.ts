import { type Act, acts } from "../act.ts";
import type { Right } from "../slices/slice.ts";

/** What somebody may want of a run: to do something to it, to start one, or to read something of it. */
export type Deed = Act["kind"] | "start" | Reading;

/** What can be read of a run; `list` and `home` name runs among others, `form` opens one that shows what is known. */
export const readings = [
  "catchUp",
  "status",
  "postmortem",
  "evidence",
  "form",
  "list",
  "home",
] as const;
export type Reading = (typeof readings)[number];

/** The right that each deed needs. */
export const rightOf = (deed: Deed): Right =>
  deed === "start" ? "start" : isAct(deed) ? acts[deed].right : "see";

const isAct = (deed: Deed): deed is Act["kind"] => Object.hasOwn(acts, deed);
