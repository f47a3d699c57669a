import { z } from "zod";
import { list, textShape } from "./checks.ts";

// https://docs.slack.dev/reference/block-kit/composition-objects/text-object
const maxText = 3_000;

/** A plain_text object of at most `max` characters. */
export const plainTextShape = (max = maxText) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: textShape(max),
    emoji: z.boolean().optional(),
  });

/** A plain_text or mrkdwn object of at most `max` characters. */
export const anyText = (max = maxText) =>
  z.strictObject({
    type: z.enum(["plain_text", "mrkdwn"]),
    text: textShape(max),
    emoji: z.boolean().optional(),
    verbatim: z.boolean().optional(),
  });

// https://docs.slack.dev/reference/block-kit/composition-objects/option-object
/** A single option, as in initial_option. */
export const optionShape = z.strictObject({
  text: anyText(75),
  value: textShape(150),
  description: anyText(75).optional(),
  url: textShape(3_000).optional(),
});

/** Options of a menu, 1 to `max`. */
export const options = (max = 100) => list(optionShape, max);

// https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
/** Groups of options, 1 to 100. */
export const optionGroups = list(
  z.strictObject({ label: plainTextShape(75), options: options() }),
  100,
);

// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
/** The dialog "are you sure". */
export const confirmationShape = z.strictObject({
  title: plainTextShape(100),
  text: anyText(300),
  confirm: plainTextShape(30),
  deny: plainTextShape(30),
  style: z.enum(["primary", "danger"]).optional(),
});

// https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
/** A file of Slack by id or url; whether it is ready is asked elsewhere. */
export const slackFile = z.strictObject({
  id: textShape(255).optional(),
  url: textShape(3_000).optional(),
});

/** An identifier: action_id and block_id hold at most 255 characters. */
export const identifier = textShape(255);
