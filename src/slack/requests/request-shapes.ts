import { z } from "zod";
import type { Fault } from "../transport/intake.ts";

/**
 * What a request must be for Bolt and the listeners to read it: as much of Slack's forms as they touch, and nothing that they pass over.
 * https://docs.slack.dev/reference/interaction-payloads, https://docs.slack.dev/apis/events-api
 */
export function faultIn(body: unknown): Fault | undefined {
  if (!isRecord(body) || isOdd(body)) return { kind: "malformed", at: "the whole" };
  const shape = shapes.get(kindOf(body));
  if (shape === undefined) return { kind: "unknown" };
  const [issue] = shape.safeParse(body).error?.issues ?? [];
  // Names further down may be anybody's words.
  return issue && { kind: "malformed", at: issue.path.slice(0, 2).join(".") };
}

/** Bolt goes by what is there, before it looks at the type. */
const kindOf = ({ type, event, command }: Readonly<Record<string, unknown>>): unknown => {
  if (event !== undefined) return "event_callback";
  return command !== undefined ? "command" : type;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Slack's own forms are some ten levels deep; whoever reads them calls itself for each. */
const mostLevels = 100;

/** Whether it is too deep, or holds a name that readers take for something else than a name. */
function isOdd(body: object): boolean {
  let level: readonly object[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels || level.some((one) => Object.hasOwn(one, "__proto__"))) return true;
    level = level.flatMap((one) => Object.values(one).filter(isObject));
  }
  return false;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const text = z.string();
/** Goes to the database and to Slack as it is: PostgreSQL takes no zero byte, and an address no half of a letter. */
const id = text
  .min(1)
  .max(255)
  .refine((given) => !given.includes("\0") && given.isWellFormed());
const named = z.looseObject({ id });
const absent = z.undefined().optional();
const option = z.looseObject({ value: text.optional() }).nullish();

/** What somebody typed or picked, in a message or a form. */
const entered = {
  value: text.nullish(),
  selected_option: option,
  selected_options: z.array(z.looseObject({ value: text.optional() })).nullish(),
  selected_user: id.nullish(),
  selected_date: text.nullish(),
  selected_conversation: id.nullish(),
  files: z.array(z.looseObject({ id: id.optional(), name: text.nullish() })).nullish(),
};
const inForm = z.looseObject(entered);
const clicked = z.looseObject({
  ...{ ...entered, value: text.optional(), selected_options: inForm.shape.selected_options },
  ...{ type: text, action_id: id, url: text.optional() },
});

/** Who does something where, of all interactions. */
const interaction = {
  event: absent,
  command: absent,
  user: z.looseObject({ id, team_id: id.optional() }),
  team: named.nullish(),
  enterprise: named.nullish(),
  channel: z.looseObject({ id, name: text.optional() }).optional(),
  bot_access_token: text.optional(),
  response_url: text.optional(),
  response_urls: z.array(z.looseObject({ response_url: text })).optional(),
};
const inView = z.looseObject({ id, type: text, private_metadata: text });
/** What no form and no shortcut has, and by which Bolt would take it for another. */
const otherwise = { name: absent, actions: absent };
const message = z.looseObject({ ts: id });

const happened = z.looseObject({
  type: text,
  user: z.union([id, named]).optional(),
  channel: z.union([id, z.looseObject({})]).optional(),
  channel_id: id.optional(),
  item: z.looseObject({ channel: id.optional(), ts: id.optional() }).optional(),
  subteam: z.looseObject({}).optional(),
  ...{ ts: id.optional(), thread_ts: id.optional(), bot_access_token: text.optional() },
});
const event = z.union([
  happened.extend({ type: z.literal("app_home_opened"), user: id }),
  happened.extend({ type: z.literal("app_mention"), text }),
  happened.refine(({ type }) => type !== "app_home_opened" && type !== "app_mention"),
]);

const shapes: ReadonlyMap<unknown, z.ZodType> = new Map<string, z.ZodType>([
  [
    "event_callback",
    z.looseObject({
      ...{ event, event_id: id, team_id: id, response_url: text.optional() },
      authorizations: z.array(z.looseObject({})).nullish(),
      response_urls: absent,
    }),
  ],
  [
    "command",
    z.looseObject({
      ...{ event: absent, command: text, text, trigger_id: id, response_url: text },
      ...{ user_id: id, team_id: id, channel_id: id, channel_name: text.optional() },
      response_urls: absent,
    }),
  ],
  [
    "block_actions",
    z.looseObject({
      ...{ ...interaction, name: absent, actions: z.tuple([clicked], clicked), trigger_id: id },
      container: z.looseObject({ thread_ts: id.nullish() }),
      message: z.looseObject({ ts: id, thread_ts: id.nullish() }).optional(),
      view: inView.optional(),
    }),
  ],
  [
    "view_submission",
    z.looseObject({
      ...{ ...interaction, ...otherwise, trigger_id: id },
      view: inView.extend({
        ...{ callback_id: text, hash: id },
        state: z.looseObject({ values: z.record(text, z.record(text, inForm)) }),
      }),
    }),
  ],
  [
    "view_closed",
    z.looseObject({
      ...{ ...interaction, ...otherwise },
      view: inView.extend({ callback_id: text }),
    }),
  ],
  [
    "block_suggestion",
    z.looseObject({
      ...{ ...interaction, action_id: id, value: text },
      view: z.looseObject({ private_metadata: text.optional() }).optional(),
    }),
  ],
  ["shortcut", z.looseObject({ ...interaction, ...otherwise, view: absent, callback_id: text })],
  [
    "message_action",
    z.looseObject({
      ...{ ...interaction, ...otherwise, view: absent, callback_id: text, trigger_id: id },
      ...{ channel: named.extend({ name: text.optional() }), message, message_ts: id },
      response_url: text,
    }),
  ],
]);
