import { AwsProblem } from "./problems.ts";

/** The sentence behind a failure. */
export const reasonOf = (error: unknown): string =>
  error instanceof AwsProblem
    ? error.message
    : `This could not be read because of an unexpected error (${error instanceof Error ? error.message : String(error)}). Look again; if it stays, tell who runs this bot.`;
