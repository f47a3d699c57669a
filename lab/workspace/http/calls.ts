import type { JsonRecord } from "../json.ts";

/** One request the app made; `at` in epoch milliseconds, `outcome` "ok", an error code or a fault. */
export interface WebApiCall {
  readonly method: string;
  readonly args: JsonRecord;
  readonly at: number;
  readonly outcome: string;
  /** What was answered, where an answer was sent. */
  readonly answer: JsonRecord | null;
}

/** The record of all requests the app made. */
export interface Calls {
  readonly record: (call: WebApiCall) => void;
  /** All calls, or those of one method, oldest first. */
  readonly list: (method?: string) => readonly WebApiCall[];
}

/** Starts an empty record; each entry is announced. */
export function createCalls(announce: (method: string) => void): Calls {
  const calls: WebApiCall[] = [];
  return {
    record: (call) => {
      calls.push(call);
      announce(call.method);
    },
    list: (method) => calls.filter((call) => method === undefined || call.method === method),
  };
}
