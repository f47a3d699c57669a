import type { Workspace } from "../../../lab/workspace/index.ts";
import { asText } from "../../../lab/workspace/json.ts";
import { controlsOf, type ScreenControl } from "../../../lab/workspace/people/controls.ts";
import { decodeClick, type KnownHandle } from "../../../src/slack/messages/blocks/click-actions.ts";

/** A button or menu that everyone in the channel sees now. */
export interface Seen {
  readonly channel: string;
  readonly ts: string;
  readonly which: { readonly blockId: string; readonly actionId: string };
  readonly handle: KnownHandle;
  /** What is picked in it, where it is a menu. */
  readonly menu?: "person" | "day";
}

/** All buttons and menus of the bot's public messages, oldest first. */
export const look = ({ data }: Workspace): readonly Seen[] =>
  data.messages
    .filter((one) => one.author.kind === "bot" && one.ephemeralFor === null && !one.isTombstone)
    .flatMap(({ channelId, ts, blocks }) =>
      controlsOf(blocks).flatMap((control): readonly Seen[] => {
        const { blockId, actionId } = control;
        const at = { channel: channelId, ts, which: { blockId, actionId } };
        return pressable(control).map((found) => ({ ...at, ...found }));
      }),
    );

function pressable({
  type,
  actionId,
  element,
}: ScreenControl): readonly Pick<Seen, "handle" | "menu">[] {
  // What only leads somewhere asks for nothing.
  if (type === "button" && element.url !== undefined) return [];
  if (type === "button")
    return [{ handle: decodeClick({ action_id: actionId, value: asText(element.value) }) }];
  const menu = menus[type];
  return menu ? [{ handle: decodeClick({ action_id: actionId, selected_user: "" }), menu }] : [];
}

const menus: { readonly [type: string]: NonNullable<Seen["menu"]> } = {
  users_select: "person",
  datepicker: "day",
};

/** How likely a button is pressed, compared with others; what is not named is not pressed. */
const likely: { readonly [act: string]: number } = {
  choose: 30,
  answer: 25,
  answerAgain: 8,
  confirm: 25,
  withdrawProposal: 4,
  publish: 15,
  edit: 6,
  retry: 10,
  takeFollowUp: 6,
  finishFollowUp: 6,
  giveFollowUp: 3,
  dateFollowUp: 3,
  reopenFollowUp: 2,
  checkFollowUps: 2,
  chooseOther: 6,
  note: 4,
  decision: 2,
  park: 1,
  unpark: 4,
  snooze: 2,
  catchUp: 1,
  lookAgain: 3,
  cancel: 3,
  watch: 6,
  hurry: 4,
  unwatch: 3,
  back: 3,
  skip: 3,
  takeOver: 2,
  handOver: 2,
  stop: 1,
  queries: 1,
};

/** One of the buttons, by chance; undefined where none is there that anybody presses. */
export function choose(seen: readonly Seen[], uniform: () => number): Seen | undefined {
  const weights = seen.map(({ handle }) => likely[handle.act] ?? 0);
  let rest = uniform() * weights.reduce((sum, one) => sum + one, 0);
  return seen.find((_, index) => {
    rest -= weights[index] ?? 0;
    return rest < 0;
  });
}
