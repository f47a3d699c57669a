import { asRecord, asText } from "../json.ts";
import { mrkdwn, plain } from "./mrkdwn.ts";
import type { Reader } from "./reader.ts";

/** A text object as terminal text, empty where there is none: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function textOf(value: unknown, reader: Reader): string {
  const object = asRecord(value);
  const text = asText(object.text) ?? "";
  return object.type === "mrkdwn" ? mrkdwn(text, reader) : plain(text);
}
