import { type Evidence, type ProbeName, probes } from "#language";
import { AwsProblem } from "./problems.ts";

/** The name and version that evidence of this probe carries: "alb.pattern@1". */
export const versioned = (name: ProbeName): string => `${name}@${probes[name].version}`;

/** Evidence that the world could not be read: no finding, and a sentence that says why and what to do. */
export const unread = (
  name: ProbeName,
  says: string,
  more: Partial<
    Pick<Evidence, "details" | "next" | "readings" | "queries" | "numbers" | "facts">
  > = {},
): Evidence => ({
  probe: versioned(name),
  finding: null,
  says,
  details: [],
  readings: [],
  numbers: {},
  queries: [],
  facts: {},
  ...more,
});

/** The sentence behind a failure. */
export const reasonOf = (error: unknown): string =>
  error instanceof AwsProblem
    ? error.message
    : `This could not be read because of an unexpected error (${error instanceof Error ? error.message : String(error)}). Look again; if it stays, tell who runs this bot.`;
