import type { Trigger } from "../model.ts";
import type { WorkspaceState } from "../state.ts";
import { Refusal } from "./refusal.ts";

// https://docs.slack.dev/interactivity/handling-user-interaction: "expires 3 seconds after", used once.
const lifeMs = 3_000;

/** Hands out a trigger_id for something this person just did. */
export function issueTrigger(
  state: WorkspaceState,
  personId: string,
  viewId: string | null,
): string {
  const id = state.nextId("trigger.");
  state.data.triggers[id] = { id, personId, viewId, createdAt: state.now(), isUsed: false };
  return id;
}

/** Spends a trigger_id; refuses one that is unknown, older than 3 seconds or spent. */
export function spendTrigger(state: WorkspaceState, id: string): Trigger {
  const trigger = state.data.triggers[id];
  // The three codes: https://docs.slack.dev/reference/methods/views.open
  if (!trigger) throw new Refusal("invalid_trigger_id");
  if (trigger.isUsed) throw new Refusal("exchanged_trigger_id");
  if (state.now() - trigger.createdAt > lifeMs) throw new Refusal("expired_trigger_id");
  trigger.isUsed = true;
  return trigger;
}
