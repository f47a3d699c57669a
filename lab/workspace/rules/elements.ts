import { asText, isRecord, type JsonRecord } from "../json.ts";
import {
  anything,
  boolean,
  type Check,
  checkShape,
  list,
  oneOf,
  optional,
  required,
  type Shape,
  string,
  whole,
} from "./checks.ts";
import {
  confirmation,
  dispatchActionConfig,
  identifier,
  oneOption,
  optionGroups,
  options,
  plainText,
  slackFile,
} from "./composition.ts";

/** Where an element may stand. */
export type Place = "section" | "actions" | "input";

interface ElementRule {
  readonly places: readonly Place[];
  readonly shape: Shape;
}

const element = (places: readonly Place[], shape: Shape): ElementRule => ({ places, shape });

const type = required(anything);
const action = { type, action_id: optional(identifier) };
const menu = {
  ...action,
  placeholder: optional(plainText(150)),
  confirm: optional(confirmation),
  focus_on_load: optional(boolean),
};
const typed = {
  ...action,
  placeholder: optional(plainText(150)),
  dispatch_action_config: optional(dispatchActionConfig),
  focus_on_load: optional(boolean),
};
const everywhere: readonly Place[] = ["section", "actions", "input"];

// https://docs.slack.dev/reference/block-kit/block-elements/button-element
const button: Shape = {
  ...action,
  text: required(plainText(75)),
  url: optional(string(3_000)),
  value: optional(string(2_000)),
  style: optional(oneOf("primary", "danger")),
  confirm: optional(confirmation),
  accessibility_label: optional(string(75)),
};

// https://docs.slack.dev/reference/block-kit/block-elements/image-element
/** The fields of an image element or, with more, an image block. */
export const imageShape: Shape = {
  type,
  alt_text: required(string(2_000)),
  image_url: optional(string(3_000)),
  slack_file: optional(slackFile),
};

// https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element
// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
const menus: Readonly<Record<string, ElementRule>> = {
  static_select: element(everywhere, {
    ...menu,
    options: optional(options()),
    option_groups: optional(optionGroups),
    initial_option: optional(oneOption),
  }),
  external_select: element(everywhere, {
    ...menu,
    min_query_length: optional(whole(0, 3_000)),
    initial_option: optional(oneOption),
  }),
  users_select: element(everywhere, { ...menu, initial_user: optional(string(255)) }),
  conversations_select: element(everywhere, {
    ...menu,
    initial_conversation: optional(string(255)),
    default_to_current_conversation: optional(boolean),
    response_url_enabled: optional(boolean),
    filter: optional(anything),
  }),
};

// https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element and its neighbours
const inputs: Readonly<Record<string, ElementRule>> = {
  plain_text_input: element(["input"], {
    ...typed,
    initial_value: optional(string(3_000, 0)),
    multiline: optional(boolean),
    min_length: optional(whole(0, 3_000)),
    max_length: optional(whole(1, 3_000)),
  }),
  number_input: element(["input"], {
    ...typed,
    is_decimal_allowed: required(boolean),
    initial_value: optional(string(255, 0)),
    min_value: optional(string(255)),
    max_value: optional(string(255)),
  }),
  // https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
  file_input: element(["input"], {
    ...action,
    filetypes: optional(list(string(255), 100)),
    max_files: optional(whole(1, 10)),
  }),
};

const choices: Readonly<Record<string, ElementRule>> = {
  // https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element
  radio_buttons: element(everywhere, {
    ...menu,
    options: required(options(10)),
    initial_option: optional(oneOption),
  }),
  // https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
  checkboxes: element(everywhere, {
    ...menu,
    options: required(options(10)),
    initial_options: optional(options(10)),
  }),
  // https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element
  overflow: element(["section", "actions"], {
    ...action,
    options: required(options(5)),
    confirm: optional(confirmation),
  }),
  // https://docs.slack.dev/reference/block-kit/block-elements/date-picker-element and its neighbours
  datepicker: element(everywhere, { ...menu, initial_date: optional(string(10)) }),
};

/** Every element that the workspace knows, with where it may stand and its fields. */
const elements: Readonly<Record<string, ElementRule>> = {
  button: element(["section", "actions"], button),
  image: element(["section"], imageShape),
  ...menus,
  ...inputs,
  ...choices,
};

/** An element that may stand in this place, with its own fields checked. */
export const elementIn =
  (place: Place): Check =>
  (value, pointer, report) => {
    if (!isRecord(value)) return report(pointer, "must provide an object");
    const rule = elements[asText(value.type) ?? ""];
    if (!rule?.places.includes(place)) {
      return report(`${pointer}/type`, `unsupported type: ${String(value.type)}`);
    }
    checkShape(value, rule.shape, pointer, report);
    if (lacksOptions(value)) report(pointer, "must provide options or option_groups");
  };

const lacksOptions = (element: JsonRecord): boolean =>
  /static_select$/.test(String(element.type)) && !element.options === !element.option_groups;
