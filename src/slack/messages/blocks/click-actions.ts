import type { Act } from "../../../run/act.ts";
import { HandrailError, NotFound } from "../../../run/errors.ts";
import type { Person } from "../../../run/visits.ts";
import { refusalTexts } from "../replies/refusal-sentences.ts";
import { decodeHandle, type Handle, readActionId } from "./handle.ts";

/** What a click says besides its act; "" where it does not say it. */
interface Pressed {
  readonly visit: string;
  readonly item: string;
  readonly picked: string | undefined;
  readonly by: Person;
}

const alone =
  <const Kind extends string>(kind: Kind) =>
  () => ({ kind });
const ofVisit =
  <const Kind extends string>(kind: Kind) =>
  ({ visit }: Pressed) => ({ kind, visit });
const ofItem =
  <const Kind extends string>(kind: Kind) =>
  ({ item }: Pressed) => ({ kind, item });
const ofProposal =
  <const Kind extends string>(kind: Kind) =>
  ({ visit, item }: Pressed) => ({ kind, visit, proposal: Number(item) });

/**
 * Everything a button, menu or form can ask for: the act of a run that one click records, or else what the transport does with it:
 * - open: opens a form; the form's submission carries the same word (for fill, start)
 * - read: opens something to read, as a modal
 * - keep: puts the message whose ts is the button's `item` into the run's record; strikeSecret and keepSecret also what was typed
 * - begin: starts the run that waits in the button's `item` (see replies/pending-start.ts); joins the
 *   channel first for letMeIn; startOffered in the thread of the message it is under
 * - bring: takes a run to where the button was clicked
 * - configure: reads configurations, or opens what they told; takeConfig is the form that confirms it
 * - redraw: changes an open start form: `item` is the flow that was picked
 */
export const clickActions = {
  choose: ({ visit, item }) => ({ kind: "choose", visit, choice: item }),
  confirm: ofProposal("confirm"),
  withdrawProposal: ofProposal("withdrawProposal"),
  answerAgain: ofVisit("answerAgain"),
  answerFound: ofVisit("answerFound"),
  lookAgain: ofVisit("lookAgain"),
  cancel: ofVisit("cancel"),
  watch: ofVisit("watch"),
  unwatch: ofVisit("unwatch"),
  hurry: ofVisit("hurry"),
  back: ofVisit("back"),
  takeOver: alone("takeOver"),
  join: alone("join"),
  takeFollowUp: ({ item, by }) => ({ kind: "takeFollowUp", item, owner: by }),
  giveFollowUp: ({ item, picked, by }) => ({ kind: "takeFollowUp", item, owner: picked ?? by }),
  dateFollowUp: ({ item, picked = "" }) => ({ kind: "dateFollowUp", item, due: picked }),
  finishFollowUp: ofItem("finishFollowUp"),
  reopenFollowUp: ofItem("reopenFollowUp"),
  checkFollowUps: alone("checkFollowUps"),
  undo: ({ item }) => ({ kind: "undo", event: Number(item) }),
  snooze: ({ visit, item }) => ({ kind: "snooze", visit, seconds: Number(item) }),
  unpark: alone("unpark"),
  moveOn: ({ visit, item }) => ({ kind: "moveOn", visit, version: Number(item) }),
  retry: alone("retry"),
  publish: alone("publish"),
  reviseNote: ({ item }) => ({ kind: "reviseNote", note: Number(item), decision: true }),
  withdrawNote: ({ item }) => ({ kind: "withdrawNote", note: Number(item) }),
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
} as const satisfies { readonly [act: string]: Way | ((pressed: Pressed) => Act) };

type Way = "open" | "read" | "keep" | "begin" | "bring" | "redraw" | "configure";

export type ActName = keyof typeof clickActions;
export type ActNamed<Way extends (typeof clickActions)[ActName]> = {
  readonly [Name in ActName]: (typeof clickActions)[Name] extends Way ? Name : never;
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

/** The handle behind a click on a button or a menu. Rejects with old-button what is not ours or no longer known. */
export function decodeClick(clicked: Clicked): KnownHandle {
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

export const decodeForm = (metadata: string | undefined): KnownHandle =>
  known(decodeHandle(metadata));

/** The act of a run that a click on a recording button stands for. Rejects with NotFound for any other. */
export function toAct(handle: Handle & Pick<KnownHandle, "picked">, by: Person): Act {
  const { act, visit = "", item = "", picked } = handle;
  const recorded = isActName(act) ? clickActions[act] : undefined;
  if (typeof recorded === "function") return recorded({ visit, item, picked, by });
  throw new NotFound("This button does nothing that can be recorded.");
}

function known(handle: Handle): KnownHandle {
  if (isActName(handle.act)) return { ...handle, act: handle.act };
  throw new HandrailError("old-button", refusalTexts.oldButton);
}

const isActName = (act: string): act is ActName => Object.hasOwn(clickActions, act);
