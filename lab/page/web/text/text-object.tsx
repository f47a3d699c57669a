import type { ComponentChildren } from "preact";
import { asRecord, asText } from "../../../workspace/json.ts";
import { textWithEmoji } from "./emoji.ts";
import { Mrkdwn } from "./mrkdwn.tsx";

/** A text object: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function Text({ of }: { readonly of: unknown }): ComponentChildren {
  const object = asRecord(of);
  const text = asText(object.text) ?? "";
  return object.type === "mrkdwn" ? <Mrkdwn text={text} /> : plainText(of);
}

/** The words of a plain text object, empty where there is none. */
export function plainText(value: unknown): string {
  const { text, emoji } = asRecord(value);
  const words = asText(text) ?? "";
  return emoji === false ? words : textWithEmoji(words);
}
