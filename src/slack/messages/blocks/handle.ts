import { HandrailError } from "../../../run/errors.ts";
import { refusalTexts } from "../replies/refusal-sentences.ts";
import { blockLimits } from "./limits.ts";

/**
 * What a button, menu or form stands for. It travels in Slack's `value` or `private_metadata` and comes back as it went;
 * `visit` makes a late click recognisable.
 */
export interface Handle {
  /** What it does: "choose", "lookAgain", "openSkip", … */
  readonly act: string;
  readonly run?: string;
  readonly visit?: string;
  /** The choice, follow-up or flow that it is about. */
  readonly item?: string;
}

/** A component's action_id: unique within a message, at most 255 characters, starting with what it does. */
export const actionId = (handle: Handle): string =>
  [handle.act, handle.run, handle.visit, handle.item]
    .filter((part) => part !== undefined)
    .join(":");

/**
 * The handle behind the action_id of a menu for people or days, which carries no value of ours: "giveFollowUp:RUN:ITEM". Neither acts
 * nor the ids of runs hold a colon.
 */
export function readActionId(id: string): Handle {
  const [act = "", run = "", ...item] = id.split(":");
  return { act, run, item: item.join(":") };
}

export const encodeHandle = (handle: Handle): string => JSON.stringify(handle);

/** The handle behind a value. Rejects what an older version or another app made. */
export function decodeHandle(value: string | undefined): Handle {
  try {
    const parsed: unknown = JSON.parse(value ?? "");
    if (isHandle(parsed)) return parsed;
  } catch {
    // Not ours: answered below.
  }
  throw new HandrailError("old-button", refusalTexts.oldButton);
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== "object" || value === null || !("act" in value)) return false;
  const { act, run, visit, item } = value as Record<string, unknown>;
  // No name holds a zero byte, and PostgreSQL would not even look for one that does.
  const textOrAbsent = (part: unknown) =>
    part === undefined || (typeof part === "string" && !part.includes("\0"));
  return typeof act === "string" && [run, visit, item].every(textOrAbsent);
}

/** What a form of several pages keeps from page to page, beside its handle. */
export interface Kept {
  readonly [name: string]: unknown;
}

/** A handle and what a form keeps, as private_metadata; undefined when Slack would refuse it for its length. */
export function encodeMetadata(handle: Handle, kept: Kept = {}): string | undefined {
  const text =
    Object.keys(kept).length === 0 ? encodeHandle(handle) : JSON.stringify({ ...handle, kept });
  return text.length <= blockLimits.privateMetadata ? text : undefined;
}

/** What the pages before this one kept; empty when nothing was. */
export function keptIn(metadata: string): Kept {
  try {
    const { kept } = JSON.parse(metadata) as { readonly kept?: unknown };
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
