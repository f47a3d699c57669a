import { setTimeout as pause } from "node:timers/promises";
import { backendKnown, fill, type Knowledge } from "../../../lab/walk/answers.ts";
import { type Question, questionsOf } from "../../../lab/walk/form.ts";
import type { View } from "../../../lab/workspace/index.ts";
import { asRecord, asText } from "../../../lab/workspace/json.ts";
import { decodeForm, type KnownHandle } from "../../../src/slack/messages/blocks/click-actions.ts";
import { pick } from "../weather.ts";
import type { Walker } from "./walker.ts";
import { wantedOfForm } from "./wanting.ts";

/** A look that opens a form may be slow; longer than this nobody waits, in milliseconds. */
const patienceMs = 2_500;
/** Forms lead to further pages, and a page may have to be sent again. */
const mostPages = 6;

/** Fills and submits the form that a press has opened, page by page, and closes what is left of it. */
export async function fillForm(walker: Walker): Promise<void> {
  const { workspace, person } = walker;
  const actor = workspace.as(person);
  await workspace.until(() => actor.modal(), { timeoutMs: patienceMs }).catch(() => undefined);
  for (let page = 0; page < mostPages; page += 1) {
    const view = actor.modal();
    if (!view || questionsOf(view).length === 0 || (await submitted(walker, view))) break;
    await pause(walker.random.exponential(200));
  }
  await closeForms(walker);
}

/** Closes all that is open, so that the next form is found. */
export async function closeForms({ workspace, person }: Walker): Promise<void> {
  const actor = workspace.as(person);
  for (let open = 0; open < 5 && actor.modal(); open += 1) await actor.closeModal();
}

/** Submits one page; true when the form has nothing more to ask. */
async function submitted(walker: Walker, view: View): Promise<boolean> {
  const { workspace, person, diary } = walker;
  const typed = whatToType(walker);
  const entries = fill(questionsOf(view), knowledge(walker, questionsOf(view), typed));
  const sentAt = Date.now();
  const { acked, payload, response } = await workspace.as(person).submit(entries);
  if (payload === null) return true;
  const sent = asRecord(payload.view);
  const wants = wantedOfForm(handleIn(view), person, {
    ...(hasText(entries, typed.text) && { text: typed.text }),
    to: typed.to,
    ...(entries.choice && { choice: entries.choice }),
  });
  const isRefused = () => response?.response_action !== undefined;
  const id = `${asText(sent.id)} ${asText(sent.hash)}`;
  const attempt = { sentAt, answeredAt: Date.now(), acked, isRefused };
  if (wants) diary.write({ id, by: person, wants, ...attempt });
  return acked && !isRefused();
}

const handleIn = (view: View): KnownHandle =>
  decodeForm(asText(view.content.private_metadata) ?? "");

const hasText = (entries: Readonly<Record<string, string>>, text: string): boolean =>
  Object.values(entries).includes(text);

/** The same for every page and every try of a form: what is sent again says the same. */
function whatToType(walker: Walker) {
  const { diary, random, people } = walker;
  walker.typing ??= { text: diary.unique("because"), to: pick(random, people) };
  return walker.typing;
}

function knowledge(
  { random }: Walker,
  questions: readonly Question[],
  { text, to }: { readonly text: string; readonly to: string },
): Knowledge {
  // What names a field is its block and its label.
  const some = questions.find(({ label }) => /what fits/i.test(label))?.options.length ?? 1;
  return [
    [/who drives/i, to],
    [/\bwhy\b|record say|was decided|wait for|\bsummary\b/i, text],
    [/what fits/i, String(1 + random.index(some))],
    ...backendKnown(pick(random, [5_000, 60_000, 75_000])),
  ];
}
