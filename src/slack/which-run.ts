import { NotFound } from "../engine/errors.ts";
import type { RunRow } from "../engine/ports.ts";
import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";
import { decodeHandle, encodeHandle } from "./ids.ts";
import type { ActName } from "./messages/acts.ts";
import { pickRun } from "./messages/pick.ts";
import type { Reply } from "./messages/reply.ts";

/** The run that someone means: that of their thread, else the open one of their channel. */
export type WhichRun =
  | { readonly kind: "one"; readonly row: RunRow }
  | { readonly kind: "several"; readonly rows: readonly RunRow[] };

const mostRuns = 20;

/** Rejects with NotFound when nothing is open here. */
export async function whichRun(desk: Desk, asker: Asker): Promise<WhichRun> {
  const inThread = await openInThread(desk, asker);
  const rows = inThread.length > 0 ? inThread : await openInChannel(desk, asker);
  const [row] = rows;
  if (row === undefined) {
    throw new NotFound(`No runbook is open in this channel. ${desk.command} starts one.`);
  }
  return rows.length === 1 ? { kind: "one", row } : { kind: "several", rows };
}

export async function openInThread(desk: Desk, asker: Asker): Promise<readonly RunRow[]> {
  const { channel, threadTs } = asker;
  if (channel === undefined || threadTs === undefined) return [];
  const rows = await desk.engine.runsInThread(channel, threadTs);
  return rows.filter((row) => row.status === "open");
}

export async function openInChannel(desk: Desk, { channel }: Asker): Promise<readonly RunRow[]> {
  if (channel === undefined) return [];
  return desk.engine.rows({ status: "open", channel, limit: mostRuns });
}

// Slack keeps at most 2,000 characters in a button's value.
const mostCharacters = 2_000;

/** Asks which of several runs is meant; what was typed already travels in the buttons. */
export function askWhich(act: ActName, rows: readonly RunRow[], typed = ""): Reply {
  const reply = pickRun(act, rows);
  return typed === "" ? reply : { ...reply, blocks: carry(reply.blocks, typed) };
}

/** The same blocks, where each button's handle also holds `item`, if it fits. */
function carry<Part>(part: Part, item: string): Part {
  return JSON.parse(JSON.stringify(part), (name, value: unknown) => {
    if (name !== "value" || typeof value !== "string") return value;
    const carrying = encodeHandle({ ...decodeHandle(value), item });
    return carrying.length <= mostCharacters ? carrying : value;
  });
}
