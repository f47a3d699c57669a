import type { JsonRecord } from "../json.ts";

/** A refusal in Slack's own words: an error code and what goes with it in the answer. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: JsonRecord;

  constructor(code: string, details: JsonRecord = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** Refuses with messages that say which field is wrong, as Slack puts them into response_metadata. */
export const refuseWith = (code: string, messages: readonly string[]): Refusal =>
  new Refusal(code, { response_metadata: { messages } });
