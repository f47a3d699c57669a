import { z } from "zod";
import { type Actor, NoControl, type Workspace } from "../workspace/index.ts";
import type { PageAnswer } from "./wire.ts";

const which = z.object({ blockId: z.string(), actionId: z.string() });
const file = z.object({
  name: z.string().max(255),
  content: z.string(),
  isBase64: z.literal(true),
});
const entry = z.union([z.string(), z.number(), z.array(z.string()), z.array(file)]);
const entries = z.record(z.string(), entry);
const message = { channel: z.string(), message: z.string() };

const doingShape = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("say"),
    channel: z.string(),
    thread: z.string().nullable(),
    text: z.string().max(12_000),
    files: z.array(file).max(10).optional(),
  }),
  z.object({ kind: z.literal("click"), ...message, which, entry: entry.optional() }),
  z.object({ kind: z.literal("shortcut"), ...message, id: z.string() }),
  z.object({ kind: z.literal("react"), ...message, name: z.string() }),
  z.object({ kind: z.literal("edit"), ...message, text: z.string().max(12_000) }),
  z.object({ kind: z.literal("remove"), ...message }),
  z.object({ kind: z.literal("submit"), entries }),
  z.object({ kind: z.literal("clickInModal"), which, entry: entry.optional(), entries }),
  z.object({ kind: z.literal("type"), which, typed: z.string().max(3_000) }),
  z.object({ kind: z.literal("closeModal") }),
  z.object({ kind: z.literal("openHome") }),
  z.object({ kind: z.literal("clickInHome"), which, entry: entry.optional() }),
]);

/** What a person does in the page, as it comes from the browser. */
export const actShape = z.intersection(z.object({ as: z.string() }), doingShape);

/** Something done, without who does it. */
export type Doing = z.infer<typeof doingShape>;

/** Something that a person does. */
export type PageAct = z.infer<typeof actShape>;

/** Does it. What Slack's own screen would not let a person do comes back as a warning. */
export async function perform(workspace: Workspace, act: PageAct): Promise<PageAnswer> {
  try {
    if (act.kind === "type") {
      const offered = await workspace.as(act.as).typeInModal(act.which, act.typed);
      return { acked: true, warning: null, offered };
    }
    const outcome = await performAs(workspace.as(act.as), act.kind, act);
    // A Home tab that the app does not want to hear of is no failure.
    return { acked: outcome?.acked ?? true, warning: warningIn(outcome) };
  } catch (error) {
    return { acked: false, warning: saysOf(error) };
  }
}

function saysOf(error: unknown): string {
  if (error instanceof NoControl) return "This has just changed. Look once more.";
  return error instanceof Error ? error.message : String(error);
}

type Performed = {
  readonly [kind in Exclude<PageAct["kind"], "type">]: Extract<PageAct, { readonly kind: kind }>;
};

const performAs = <Kind extends keyof Performed>(actor: Actor, kind: Kind, act: Performed[Kind]) =>
  performing[kind](actor, act);

const performing: {
  readonly [kind in keyof Performed]: (
    actor: Actor,
    act: Performed[kind],
  ) => Promise<{ readonly acked: boolean } | null>;
} = {
  say: (actor, act) => speak(actor, act),
  click: (actor, { channel, message, which, entry }) => actor.click(channel, message, which, entry),
  shortcut: (actor, { id, channel, message }) => actor.openShortcut(id, channel, message),
  react: (actor, { channel, message, name }) => actor.react(channel, message, name),
  edit: (actor, { channel, message, text }) => actor.edit(channel, message, text),
  remove: (actor, { channel, message }) => actor.remove(channel, message),
  submit: (actor, { entries }) => actor.submit(entries),
  clickInModal: (actor, { which, entry, entries }) => actor.clickInModal(which, entry, entries),
  closeModal: (actor) => actor.closeModal(),
  openHome: (actor) => actor.openHome(),
  clickInHome: (actor, { which, entry }) => actor.clickInHome(which, entry),
};

/** As Slack's composer does: what begins with a slash is a command. */
const speak = (actor: Actor, { channel, text, thread: threadTs, files = [] }: Performed["say"]) =>
  text.startsWith("/") && files.length === 0
    ? actor.slash(channel, text, { threadTs })
    : actor.say(channel, text, { threadTs, files });

const warningIn = (outcome: object | null): string | null =>
  outcome && "warning" in outcome && typeof outcome.warning === "string" ? outcome.warning : null;
