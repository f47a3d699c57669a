import { z } from "zod";
import { anything, list, oneByType, textShape, typed, whole } from "./checks.ts";
import {
  confirmationShape,
  identifier,
  optionGroups,
  optionShape,
  options,
  plainTextShape,
  slackFile,
} from "./composition.ts";

const action = { action_id: identifier.optional() };
const field = {
  ...action,
  placeholder: plainTextShape(150).optional(),
  focus_on_load: z.boolean().optional(),
};
const menu = { ...field, confirm: confirmationShape.optional() };
const input = { ...field, dispatch_action_config: anything.optional() };

// https://docs.slack.dev/reference/block-kit/block-elements/button-element
const button = typed("button", {
  ...action,
  text: plainTextShape(75),
  url: textShape(3_000).optional(),
  value: textShape(2_000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm: confirmationShape.optional(),
  accessibility_label: textShape(75).optional(),
});

// https://docs.slack.dev/reference/block-kit/block-elements/image-element
/** The fields of an image element or, with more, an image block. */
export const imageShape = {
  alt_text: textShape(2_000),
  image_url: textShape(3_000).optional(),
  slack_file: slackFile.optional(),
};

// https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element
const overflow = typed("overflow", {
  ...action,
  options: options(5),
  confirm: confirmationShape.optional(),
});

// https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element
// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
const menus = [
  typed("static_select", {
    ...menu,
    options: options().optional(),
    option_groups: optionGroups.optional(),
    initial_option: optionShape.optional(),
  }).refine(({ options, option_groups: groups }) => !options !== !groups, {
    message: "must provide options or option_groups",
  }),
  typed("external_select", {
    ...menu,
    min_query_length: whole(0, 3_000).optional(),
    initial_option: optionShape.optional(),
  }),
  typed("users_select", { ...menu, initial_user: textShape(255).optional() }),
  typed("conversations_select", {
    ...menu,
    initial_conversation: textShape(255).optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: anything.optional(),
  }),
];

const choices = [
  // https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element
  typed("radio_buttons", { ...menu, options: options(10), initial_option: optionShape.optional() }),
  // https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
  typed("checkboxes", { ...menu, options: options(10), initial_options: options(10).optional() }),
  // https://docs.slack.dev/reference/block-kit/block-elements/date-picker-element and its neighbours
  typed("datepicker", { ...menu, initial_date: textShape(10).optional() }),
];

// https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element and its neighbours
const inputs = [
  typed("plain_text_input", {
    ...input,
    initial_value: textShape(3_000, 0).optional(),
    multiline: z.boolean().optional(),
    min_length: whole(0, 3_000).optional(),
    max_length: whole(1, 3_000).optional(),
  }),
  typed("number_input", {
    ...input,
    is_decimal_allowed: z.boolean(),
    initial_value: textShape(255, 0).optional(),
    min_value: textShape(255).optional(),
    max_value: textShape(255).optional(),
  }),
  // https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
  typed("file_input", {
    ...action,
    filetypes: list(textShape(255), 100).optional(),
    max_files: whole(1, 10).optional(),
  }),
];

/** Every element that the workspace knows, by the places where it may stand. */
export const elementIn = {
  section: oneByType([button, typed("image", imageShape), overflow, ...menus, ...choices]),
  actions: oneByType([button, overflow, ...menus, ...choices]),
  input: oneByType([...inputs, ...menus, ...choices]),
};
