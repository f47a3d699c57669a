import type { Answers } from "#language";
import type { Handle } from "../../requests/button-value.ts";
import type { ButtonHandle } from "../blocks/blocks.ts";
import type { ActNamed } from "../blocks/buttons.ts";

/** A start that waits for one more click: everything but who and where the click comes from. */
export interface PendingStart {
  readonly flow: string;
  readonly facts: Answers;
  /** What was typed and is not resolved yet, by field. */
  readonly typed?: { readonly [field: string]: string };
  /** The thread that the run shall live in, if any. */
  readonly threadTs?: string;
  readonly channel: string;
  readonly anyway?: boolean;
  /** The name of the question that the click answers: whoever answers it twice starts one run. */
  readonly nonce?: string;
}

// Slack keeps at most 2,000 characters in a button's value.
const mostCharacters = 2_000;

/**
 * The handle of a button that goes on with a start, or undefined when it does not fit into a
 * button.
 */
export function startHandle(
  act: ActNamed<"begin">,
  pending: PendingStart,
): ButtonHandle | undefined {
  const handle = { act, item: JSON.stringify(pending) };
  return JSON.stringify(handle).length <= mostCharacters ? handle : undefined;
}

/** The start behind such a button; undefined when it is not one. */
export function pendingStartOf(handle: Handle): PendingStart | undefined {
  try {
    const parsed: unknown = JSON.parse(handle.item ?? "");
    return isPendingStart(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isPendingStart(value: unknown): value is PendingStart {
  if (typeof value !== "object" || value === null) return false;
  const { flow, facts, channel, nonce } = value as Record<string, unknown>;
  return (
    typeof flow === "string" &&
    typeof channel === "string" &&
    (nonce === undefined || typeof nonce === "string") &&
    typeof facts === "object" &&
    facts !== null
  );
}
