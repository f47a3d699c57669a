import type { Act } from "../../../run/act.ts";
import { HandrailError, NotFound } from "../../../run/errors.ts";
import type { Person } from "../../../run/visits.ts";
import { decodeHandle, type Handle, readActionId } from "../../requests/button-value.ts";
import { says } from "../replies/says.ts";

/**
 * Everything a button, menu or form can ask for, and what the transport does with it:
 * - record: one click, one act of a run (see {@link toAct})
 * - open: opens a form; the form's submission carries the same word (for fill, start)
 * - read: opens something to read, as a modal
 * - keep: puts the message whose ts is the button's `item` into the run's record; strikeSecret and keepSecret also what was typed
 * - begin: starts the run that waits in the button's `item` (see pendingStart.ts); joins the
 *   channel first for letMeIn; startOffered in the thread of the message it is under
 * - bring: takes a run to where the button was clicked
 * - configure: reads configurations, or opens what they told; takeConfig is the form that confirms it
 * - redraw: changes an open start form: `item` is the flow that was picked
 */
export const acts = {
  choose: "record",
  confirm: "record",
  withdrawProposal: "record",
  answerAgain: "record",
  answerFound: "record",
  lookAgain: "record",
  cancel: "record",
  watch: "record",
  unwatch: "record",
  hurry: "record",
  back: "record",
  takeOver: "record",
  join: "record",
  takeFollowUp: "record",
  giveFollowUp: "record",
  dateFollowUp: "record",
  finishFollowUp: "record",
  reopenFollowUp: "record",
  checkFollowUps: "record",
  undo: "record",
  snooze: "record",
  unpark: "record",
  moveOn: "record",
  retry: "record",
  publish: "record",
  reviseNote: "record",
  withdrawNote: "record",
  start: "open",
  fill: "open",
  answer: "open",
  chooseOther: "open",
  skip: "open",
  note: "open",
  decision: "open",
  handOver: "open",
  park: "open",
  stop: "open",
  reopen: "open",
  edit: "open",
  queries: "read",
  status: "read",
  catchUp: "read",
  readPostmortem: "read",
  outline: "read",
  keep: "keep",
  strikeSecret: "keep",
  keepSecret: "keep",
  startAnyway: "begin",
  startWith: "begin",
  startOffered: "begin",
  tryAgain: "begin",
  letMeIn: "begin",
  resume: "bring",
  pickFlow: "redraw",
  readConfig: "configure",
  correctConfig: "configure",
  readFile: "configure",
  takeConfig: "configure",
} as const;

export type ActName = keyof typeof acts;
export type ActNamed<Way extends (typeof acts)[ActName]> = {
  readonly [Name in ActName]: (typeof acts)[Name] extends Way ? Name : never;
}[ActName];

/** A handle whose act is one of the closed list; `picked` is the person or day that was picked in a menu. */
export type KnownHandle = Handle & { readonly act: ActName; readonly picked?: string };

/** What Slack says of a click: the parts of a block action that carry our handle. */
export interface Clicked {
  readonly action_id: string;
  readonly value?: string | undefined;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | undefined;
  readonly selected_user?: string | undefined;
  readonly selected_date?: string | null | undefined;
}

/**
 * The handle behind a click on a button or a menu. Rejects with old-button what is not ours or no
 * longer known.
 */
export function handleOf(clicked: Clicked): KnownHandle {
  if (clicked.selected_option?.value !== undefined) {
    const act = clicked.action_id.split(":")[0] ?? "";
    if (act === "more") return ofMenu(clicked.action_id, clicked.selected_option.value);
    return known({ act, item: clicked.selected_option.value });
  }
  const ticked = clicked.selected_options?.at(-1)?.value;
  if (ticked !== undefined) return known({ ...readActionId(clicked.action_id), item: ticked });
  const picked = clicked.selected_user ?? clicked.selected_date;
  if (picked != null) return { ...known(readActionId(clicked.action_id)), picked };
  return known(decodeHandle(clicked.value));
}

/** An entry of a menu: its act and item; run and visit are the menu's. */
function ofMenu(menu: string, entry: string): KnownHandle {
  const { run = "", item: of = "" } = readActionId(menu);
  const [visit = ""] = of.split(":");
  const [act = "", ...item] = entry.split(":");
  return known({
    ...{ act, run },
    ...(visit === "" ? {} : { visit }),
    ...(item.length === 0 ? {} : { item: item.join(":") }),
  });
}

/** The handle that a form carries in its private_metadata. */
export const handleOfForm = (metadata: string | undefined): KnownHandle =>
  known(decodeHandle(metadata));

/**
 * The act of a run that a click on a recording button stands for. Rejects with NotFound for any
 * other.
 */
export function toAct(handle: Handle & Pick<KnownHandle, "picked">, by: Person): Act {
  const { act, visit = "", item = "", picked } = handle;
  if (act === "choose") return { kind: "choose", visit, choice: item };
  if (isOfVisit(act)) return { kind: act, visit };
  if (act === "confirm" || act === "withdrawProposal")
    return { kind: act, visit, proposal: Number(item) };
  if (act === "takeFollowUp") return { kind: act, item, owner: by };
  if (act === "giveFollowUp") return { kind: "takeFollowUp", item, owner: picked ?? by };
  if (act === "dateFollowUp") return { kind: act, item, due: picked ?? "" };
  if (act === "finishFollowUp" || act === "reopenFollowUp") return { kind: act, item };
  if (act === "snooze") return { kind: act, visit, seconds: Number(item) };
  if (act === "moveOn") return { kind: act, visit, version: Number(item) };
  if (act === "reviseNote") return { kind: "reviseNote", note: Number(item), decision: true };
  if (act === "undo") return { kind: act, event: Number(item) };
  if (act === "withdrawNote") return { kind: act, note: Number(item) };
  if (isPlain(act)) return { kind: act };
  throw new NotFound("This button does nothing that can be recorded.");
}

const ofVisit = [
  "answerAgain",
  "answerFound",
  "lookAgain",
  "cancel",
  "back",
  "watch",
  "unwatch",
  "hurry",
] as const;
const isOfVisit = (act: string): act is (typeof ofVisit)[number] =>
  (ofVisit as readonly string[]).includes(act);

const plain = ["takeOver", "join", "retry", "publish", "unpark", "checkFollowUps"] as const;
const isPlain = (act: string): act is (typeof plain)[number] =>
  (plain as readonly string[]).includes(act);

function known(handle: Handle): KnownHandle {
  if (isActName(handle.act)) return { ...handle, act: handle.act };
  throw new HandrailError("old-button", says.oldButton);
}

const isActName = (act: string): act is ActName => Object.hasOwn(acts, act);
