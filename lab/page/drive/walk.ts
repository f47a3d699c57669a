import { fill, responderKnows } from "../../walk/answers.ts";
import { questionsOf } from "../../walk/form.ts";
import { type Move, nextMove } from "../../walk/moves.ts";
import type { Practice } from "../../walk/practice.ts";
import { look } from "../../walk/sight.ts";
import type { Hand } from "./hand.ts";

/** Told where the walk has come to, before it goes on: "evidence", "form", … */
type Onlooker = (moment: Moment, move?: Move) => Promise<void>;

/** A moment of a walk that is worth a picture. */
export type Moment = "typed" | "started" | "deciding" | "form" | "fixed" | "closed" | "published";

// A retest asks for more traffic again and again while nothing is proven; a busy machine takes longer.
const longestMs = 900_000;

/** Walks the first runbook by clicking in the page, until the postmortem is published. Rejects in words with what it waited for. */
export async function walkInPage(
  practice: Practice,
  hand: Hand,
  onlooker: Onlooker = async () => {},
): Promise<void> {
  const { workspace, person, channel, wait } = practice;
  const see = () => look(workspace, person, channel);
  const seen = workspace.as(person).sees(channel).length;
  await hand.say(practice.incident.starts);
  const card = await wait(
    () => workspace.as(person).sees(channel).slice(seen).find(hasReplies),
    "the thread",
    60,
  );
  await onlooker("started");
  await hand.openThread(card.ts);
  const deadline = Date.now() + longestMs;
  for (let isPublished = false; !isPublished; ) {
    if (Date.now() > deadline) throw new Error("The walk did not come to its end in time.");
    const move = await wait(() => nextMove(see()), "a button to press", longestMs / 1_000);
    if (/^Publish/.test(move.press.label)) await onlooker("closed", move);
    await make(practice, hand, move, onlooker);
    isPublished = /^Publish/.test(move.press.label);
  }
  await wait(() => see().messages.at(-1), "the end", 60);
  await onlooker("published");
}

const hasReplies = ({ replyCount, author }: { replyCount: number; author: { kind: string } }) =>
  author.kind === "bot" && replyCount > 0;

async function make(practice: Practice, hand: Hand, move: Move, onlooker: Onlooker) {
  const { press, turns } = move;
  if (turns === "fix") {
    await hand.turn("Backend's keep-alive", 75);
    await onlooker("fixed", move);
  }
  await onlooker("deciding", move);
  const before = standing(practice, move);
  if (before === undefined) return;
  const isThere = () => standing(practice, move)?.nth === before.nth;
  const pressIt = () => hand.press(press.messageTs, press.label, before.nth);
  if (!(await isPressed(pressIt, isThere))) return;
  const modal = () => practice.workspace.as(practice.person).modal();
  const isTaken = () => standing(practice, move)?.text !== before.text;
  await practice.wait(() => modal() !== null || isTaken(), `an effect of “${press.label}”`, 60);
  for (let view = modal(); view; view = modal()) {
    const questions = questionsOf(view);
    await hand.page.getByRole("dialog").waitFor();
    await onlooker("form", move);
    await hand.fill(questions, fill(questions, responderKnows(practice)));
    const { hash } = view;
    await practice.wait(() => modal()?.hash !== hash, "the form to be taken", 60);
  }
  await practice.wait(isTaken, `the thread to show “${press.label}”`, 60);
}

/** The button of a move as it stands now: which of its name in its message, and the message's text without numbers. */
function standing({ workspace, person, channel }: Practice, { press }: Move) {
  const { messages, controls } = look(workspace, person, channel);
  const same = controls.filter(
    ({ messageTs, label }) => messageTs === press.messageTs && label === press.label,
  );
  const nth = same.findIndex(({ which }) => which.actionId === press.which.actionId);
  const text = messages.find(({ ts }) => ts === press.messageTs)?.text;
  return nth < 0 || text === undefined
    ? undefined
    : { nth, text: text.replaceAll(/\[\d+\]/g, "[]") };
}

// A page that is slow to draw must not end a walk.
const mostTries = 6;

/**
 * Presses, and tells whether it came to that: not where the button has gone meanwhile, so that another move is next. Rejects
 * as `press` does when the button is there all the time and cannot be pressed.
 */
export async function isPressed(
  press: () => Promise<void>,
  isThere: () => boolean,
): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    try {
      await press();
      return true;
    } catch (error) {
      if (!isThere()) return false;
      if (tries === mostTries) throw error;
    }
  }
}
