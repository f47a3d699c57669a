import { struck } from "../../src/alb/backend-logs/struck.ts";
import { wordingOf } from "../../src/alb/backend-logs/wordings.ts";
import { parseDuration } from "../../src/alb/links/durations.ts";
import { readMeasurement } from "../../src/alb/links/measurement.ts";
import { readHead } from "../../src/alb/measuring/framing.ts";
import { plainText, readWish } from "../../src/slack/requests/command-line.ts";
import { effort } from "../effort.ts";

/** Whatever reads, in the bot's own thread, text that is not ours. */
export const readers: { readonly [name: string]: (text: string) => unknown } = {
  "a typed duration": (text) => parseDuration(text),
  "a pasted measurement": readMeasurement,
  "the head of a response": (text) => readHead(`HTTP/1.1 200\r\n${text}`),
  "a command": (text) => readWish(text, ["alb-502", "sqs-backlog"]),
  "a message of Slack": plainText,
  "a line of a log": struck,
  "the wording of a line": wordingOf,
};

/** The longest time, in milliseconds of the processor, that a reader took for one of these texts, and for which. */
export function slowest(read: (text: string) => unknown, texts: Iterable<string>) {
  let worst = { ms: 0, text: "" };
  for (const text of texts) {
    const first = effort(() => read(text), 1);
    // The first go may have met the compiler or the collector of garbage.
    const ms =
      first > 20
        ? Math.min(
            first,
            effort(() => read(text), 2),
          )
        : first;
    if (ms > worst.ms) worst = { ms, text };
  }
  return worst;
}
