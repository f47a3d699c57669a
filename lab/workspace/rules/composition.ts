import {
  anything,
  boolean,
  type Check,
  list,
  object,
  oneOf,
  optional,
  required,
  string,
} from "./checks.ts";

// https://docs.slack.dev/reference/block-kit/composition-objects/text-object
const maxText = 3_000;

/** A plain_text object of at most `max` characters. */
export const plainText = (max = maxText): Check =>
  object({
    type: required(oneOf("plain_text")),
    text: required(string(max)),
    emoji: optional(boolean),
  });

/** A plain_text or mrkdwn object of at most `max` characters. */
export const anyText = (max = maxText): Check =>
  object({
    type: required(oneOf("plain_text", "mrkdwn")),
    text: required(string(max)),
    emoji: optional(boolean),
    verbatim: optional(boolean),
  });

// https://docs.slack.dev/reference/block-kit/composition-objects/option-object
const option: Check = object({
  text: required(anyText(75)),
  value: required(string(150)),
  description: optional(anyText(75)),
  url: optional(string(3_000)),
});

/** Options of a menu, 1 to `max`. */
export const options = (max = 100): Check => list(option, max);

/** A single option, as in initial_option. */
export const oneOption: Check = option;

// https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
/** Groups of options, 1 to 100. */
export const optionGroups: Check = list(
  object({ label: required(plainText(75)), options: required(options()) }),
  100,
);

// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
/** The dialog "are you sure". */
export const confirmation: Check = object({
  title: required(plainText(100)),
  text: required(anyText(300)),
  confirm: required(plainText(30)),
  deny: required(plainText(30)),
  style: optional(oneOf("primary", "danger")),
});

// https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
/** A file of Slack by id or url; whether it is ready is asked elsewhere. */
export const slackFile: Check = object({ id: optional(string(255)), url: optional(string(3_000)) });

/** An identifier: action_id and block_id hold at most 255 characters. */
export const identifier: Check = string(255);

/** Fields that many elements share and that nothing here depends on. */
export const dispatchActionConfig: Check = anything;
