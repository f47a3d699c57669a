import type { Authorizer } from "../../../engine/authorizer.ts";
import { Postponed } from "../../../run/errors.ts";
import { overheardKey, overheardNotice } from "../../messages/thread/notices.ts";
import { cardKey } from "../posting/message-rows.ts";
import type { Later } from "./best-effort.ts";
import { postMissing, type Showing } from "./reconcile.ts";

/** How long it waits until it asks again whether others still read the channel, in milliseconds. */
const againMs = 60_000;

/**
 * Shows a run unless others may read its channel by now, which is asked before each message is sent. Then one sentence in the
 * thread says so, and all that is to be shown waits.
 */
export async function suppressOverheard(
  showing: Showing,
  mayShow: Authorizer["mayShow"],
  show: (guarded: Showing) => Promise<Later>,
): Promise<Later> {
  const mine = async () => {
    await showing.mine();
    const may = await mayShow(showing.rows.run.place);
    if (may !== true) throw new Overheard(may.says);
  };
  try {
    return await show({ ...showing, mine });
  } catch (error) {
    if (!(error instanceof Overheard)) throw error;
    await say(showing, error.message);
    return new Postponed("Another organisation reads the channel.", againMs);
  }
}

class Overheard extends Error {}

/** A run that is not shown at all yet stays so. */
async function say(showing: Showing, why: string): Promise<void> {
  const { rows } = showing;
  const hasThread = rows.run.place.threadTs !== undefined || (rows.row(cardKey)?.ts ?? "") !== "";
  const isSaid = rows.row(overheardKey)?.ts;
  if (hasThread && !isSaid) await postMissing(showing, [overheardNotice(why)]);
}
