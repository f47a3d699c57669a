import type { WorkspaceContext } from "../context.ts";
import type { PayloadDelivery } from "../delivery/envelopes.ts";
import { shortcutPayload } from "../delivery/payloads.ts";
import { shortcut } from "../manifest.ts";
import type { Channel, Message, Person, View } from "../model.ts";
import { aimAt, clickInView } from "./clicks.ts";
import { slash } from "./commands.ts";
import type { ControlChoice } from "./controls.ts";
import type { Entry } from "./fields.ts";
import { closeView, type Entries, submitView } from "./modals.ts";
import { interact, notSent, type Outcome } from "./outcome.ts";
import { edit, react, takeAway } from "./rewriting.ts";
import { type SeenMessage, seenBy } from "./sight.ts";
import { invite, type Said, say, tellHomeOpened, type Where } from "./talk.ts";
import { type MenuChoice, typeInto } from "./typing.ts";

/** What a person can do and see; what Slack's own screen would not let them do throws an Error. */
export interface Actor {
  readonly person: Person;
  readonly slash: (channelId: string, line: string, where?: Where) => Promise<Outcome>;
  readonly say: (channelId: string, text: string, where?: Where) => Promise<Said>;
  readonly click: At<Promise<Outcome>>;
  /** Takes aim at a control as it is shown now; call the result to click, however late. */
  readonly aim: At<() => Promise<Outcome>>;
  /** A message shortcut with channel and ts, a global one without. */
  readonly openShortcut: (
    callbackId: string,
    channelId?: string,
    messageTs?: string,
  ) => Promise<Outcome>;
  readonly submit: (entries?: Entries) => Promise<Outcome>;
  /** `entries` is what stands in the other fields by then. */
  readonly clickInModal: (
    which: ControlChoice,
    entry?: Entry,
    entries?: Entries,
  ) => Promise<Outcome>;
  /** Types into a menu of the modal that asks the app, and sees what it offers. */
  readonly typeInModal: (which: ControlChoice, typed: string) => Promise<readonly MenuChoice[]>;
  readonly closeModal: () => Promise<Outcome>;
  /** Null where the app did not subscribe to app_home_opened. */
  readonly openHome: () => Promise<PayloadDelivery | null>;
  readonly clickInHome: (which: ControlChoice, entry?: Entry) => Promise<Outcome>;
  /** Puts an emoji under a message, or takes one's own away. Null where the app does not hear of it. */
  readonly react: (channelId: string, ts: string, name: string) => Promise<PayloadDelivery | null>;
  /** Edits one's own message. */
  readonly edit: (channelId: string, ts: string, text: string) => Promise<PayloadDelivery | null>;
  /** Deletes one's own message. */
  readonly remove: (channelId: string, ts: string) => Promise<PayloadDelivery | null>;
  /** Invites the app into a channel. */
  readonly invite: (channelId: string) => Promise<PayloadDelivery | null>;
  readonly sees: (channelId: string, threadTs?: string | null) => readonly SeenMessage[];
  readonly modal: () => View | null;
  readonly home: () => View | null;
  /** What Slack itself told the person outside of any message, oldest first. */
  readonly warnings: () => readonly string[];
}

/** Something done to a control of a message. */
type At<Result> = (
  channelId: string,
  messageTs: string,
  which: ControlChoice,
  entry?: Entry,
) => Result;

/** Makes the hands and eyes of one person. */
export function actAs(context: WorkspaceContext, personId: string): Actor {
  const person = must(context.state.person(personId), `There is no person ${personId}.`);
  return {
    person,
    ...inChannels(context, person),
    ...inModal(context, person),
    ...atHome(context, person),
    ...eyes(context, person),
  };
}

function inChannels(context: WorkspaceContext, person: Person) {
  const channel = (id: string) => channelOf(context, person, id);
  const message = (id: string, ts: string) => messageFor(context, person, id, ts);
  return {
    slash: async (id, line, { threadTs = null } = {}) =>
      slash(context, person, channel(id), line, threadTs),
    say: async (id, text, where = {}) => say(context, person, channel(id), text, where),
    click: async (id, ts, which, entry) => aimAt(context, person, message(id, ts), which, entry)(),
    aim: (id, ts, which, entry) => aimAt(context, person, message(id, ts), which, entry),
    openShortcut: async (callbackId, id, ts) =>
      useShortcut(context, person, callbackId, id && ts ? message(id, ts) : null),
    react: async (id, ts, name) => react(context, person, message(id, ts), name),
    edit: async (id, ts, text) => edit(context, person, message(id, ts), text),
    remove: async (id, ts) => takeAway(context, person, message(id, ts)),
    invite: async (id) => invite(context, person, channel(id)),
  } satisfies Partial<Actor>;
}

function inModal(context: WorkspaceContext, person: Person) {
  const top = () => must(context.state.topModal(person.id), `${person.name} has no modal open.`);
  return {
    submit: async (entries = {}) => submitView(context, person, top(), entries),
    clickInModal: async (which, entry, entries) =>
      clickInView(context, person, top(), which, entry, entries),
    typeInModal: async (which, typed) => typeInto(context, person, top(), which, typed),
    closeModal: async () => closeView(context, person, top()),
    modal: () => structuredClone(context.state.topModal(person.id) ?? null),
  } satisfies Partial<Actor>;
}

function atHome(context: WorkspaceContext, person: Person) {
  const { data } = context.state;
  const home = () => data.views[data.homes[person.id] ?? ""];
  return {
    openHome: () => tellHomeOpened(context, person),
    clickInHome: async (which: ControlChoice, entry?: Entry) => {
      const view = must(home(), `${person.name} sees no Home tab.`);
      return clickInView(context, person, view, which, entry);
    },
    home: () => structuredClone(home() ?? null),
  };
}

function eyes({ state, manifest }: WorkspaceContext, person: Person) {
  return {
    sees: (channelId: string, threadTs: string | null = null) =>
      seenBy(state, manifest, person.id, channelId, threadTs),
    warnings: () =>
      state.data.warnings.filter((it) => it.personId === person.id).map(({ text }) => text),
  };
}

/** Shortcuts are those of the manifest: https://docs.slack.dev/interactivity/implementing-shortcuts */
async function useShortcut(
  context: WorkspaceContext,
  person: Person,
  callbackId: string,
  message: Message | null,
): Promise<Outcome> {
  const declared = shortcut(context.manifest, callbackId);
  const kind = message ? "message" : "global";
  if (declared?.type !== kind) {
    return notSent(`The menu shows no ${kind} shortcut ${callbackId}.`);
  }
  const payload = shortcutPayload(context, person, callbackId, message);
  return interact(context, person.id, payload);
}

function channelOf({ state }: WorkspaceContext, person: Person, id: string): Channel {
  const channel = must(state.channel(id), `There is no channel ${id}.`);
  if (!channel.members.includes(person.id)) {
    throw new Error(`${person.name} is not in #${channel.name}.`);
  }
  return channel;
}

function messageFor(
  { state }: WorkspaceContext,
  person: Person,
  channelId: string,
  ts: string,
): Message {
  const message = must(state.message(channelId, ts), `There is no message ${ts} in ${channelId}.`);
  if (message.ephemeralFor !== null && message.ephemeralFor !== person.id) {
    throw new Error(`${person.name} cannot see the message ${ts}.`);
  }
  return message;
}

function must<T>(value: T | null | undefined, otherwise: string): T {
  if (value === null || value === undefined) throw new Error(otherwise);
  return value;
}
