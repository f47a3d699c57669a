import { withoutSecrets } from "../run/secrets.ts";
import { AwsProblem } from "./problems.ts";

/** The sentence behind a failure. */
export const failureSentence = (error: unknown): string =>
  error instanceof AwsProblem
    ? error.message
    : `This could not be read because of an unexpected error (${withoutSecrets(error instanceof Error ? error.message : String(error))}). Look again; if it stays, tell who runs this bot.`;

/** Takes null for what cannot be read, and puts a sentence of why into `unread`. */
export const orNullNoting =
  (unread: string[]) =>
  async <T>(reading: Promise<T>): Promise<T | null> => {
    try {
      return await reading;
    } catch (error) {
      unread.push(failureSentence(error));
      return null;
    }
  };
