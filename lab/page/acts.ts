import { z } from "zod";
import { type Actor, NoControl, type Workspace } from "../workspace/index.ts";
import type { Answer } from "./wire.ts";

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
export type Act = z.infer<typeof actShape>;

/** Does it. What Slack's own screen would not let a person do comes back as a warning. */
export async function perform(workspace: Workspace, act: Act): Promise<Answer> {
  try {
    if (act.kind === "type") {
      const offered = await workspace.as(act.as).typeInModal(act.which, act.typed);
      return { acked: true, warning: null, offered };
    }
    const outcome = await performAs(workspace.as(act.as), act);
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

function performAs(actor: Actor, act: Exclude<Act, { readonly kind: "type" }>) {
  switch (act.kind) {
    case "say":
      return speak(actor, act);
    case "click":
      return actor.click(act.channel, act.message, act.which, act.entry);
    case "shortcut":
      return actor.openShortcut(act.id, act.channel, act.message);
    case "react":
      return actor.react(act.channel, act.message, act.name);
    case "edit":
      return actor.edit(act.channel, act.message, act.text);
    case "remove":
      return actor.remove(act.channel, act.message);
    default:
      return performInView(actor, act);
  }
}

type Saying = Extract<Act, { readonly kind: "say" }>;

type InView = Extract<
  Act,
  { readonly kind: "submit" | "clickInModal" | "closeModal" | "openHome" | "clickInHome" }
>;

function performInView(actor: Actor, act: InView) {
  switch (act.kind) {
    case "submit":
      return actor.submit(act.entries);
    case "clickInModal":
      return actor.clickInModal(act.which, act.entry, act.entries);
    case "closeModal":
      return actor.closeModal();
    case "openHome":
      return actor.openHome();
    case "clickInHome":
      return actor.clickInHome(act.which, act.entry);
    default:
      return act satisfies never;
  }
}

/** As Slack's composer does: what begins with a slash is a command. */
const speak = (actor: Actor, { channel, text, thread: threadTs, files = [] }: Saying) =>
  text.startsWith("/") && files.length === 0
    ? actor.slash(channel, text, { threadTs })
    : actor.say(channel, text, { threadTs, files });

const warningIn = (outcome: object | null): string | null =>
  outcome && "warning" in outcome && typeof outcome.warning === "string" ? outcome.warning : null;
