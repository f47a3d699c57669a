import type { PlainTextOption } from "@slack/types";
import type { Suggested } from "#language";
import { HandrailError, StoreUnavailable } from "../../../run/errors.ts";
import { decodeForm } from "../../messages/blocks/click-actions.ts";
import { keptIn } from "../../messages/blocks/handle.ts";
import { suggestedKind } from "../../messages/forms/field-input.ts";
import { option } from "../../messages/forms/modal.ts";
import type { HandlerDependencies } from "../request-context.ts";

export interface Typing {
  readonly person: string;
  readonly team: string;
  readonly actionId: string;
  readonly typed: string;
  readonly metadata: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What the menu offers for what is typed so far: names of the world for whoever may take part here, and what is typed itself, for
 * the world may be silent or know a name that is not listed. Never rejects with what people may not know.
 */
export async function optionsFor(
  parts: HandlerDependencies,
  typing: Typing,
): Promise<readonly PlainTextOption[]> {
  const typed = typing.typed.trim().slice(0, longestValue);
  const kind = parts.catalogue.packs.fields.get(suggestedKind(typing.actionId) ?? "");
  if (kind?.suggest === undefined || !(await mayLook(parts, typing))) return asTyped(typed, []);
  const late = AbortSignal.any([
    AbortSignal.timeout(patienceMs),
    ...(typing.signal === undefined ? [] : [typing.signal]),
  ]);
  const { found, unread }: Suggested = await kind.suggest(typed, late);
  const offered = found
    .filter((one) => one.typed.length <= longestValue)
    .map(({ label, typed: value }) => option(label, value));
  const isListed = found.some((one) => one.typed.toLowerCase() === typed.toLowerCase());
  return [...offered, ...(isListed ? [] : asTyped(typed, unread))].slice(0, mostOptions);
}

const longestValue = 150;
/** Slack waits for three seconds; people do not. */
const patienceMs = 1_000;
/** "Maximum number of options is 100": https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
const mostOptions = 100;

function asTyped(typed: string, unread: readonly string[]): readonly PlainTextOption[] {
  if (typed === "") return [];
  const [first, ...more] = unread;
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  const missing = first === undefined ? "" : ` (${first}${others} not read)`;
  return [option(`As typed: ${typed}`.slice(0, 74 - missing.length) + missing, typed)];
}

/** The same question as for the start that the form is for; where no channel is picked yet, whether they take part anywhere. */
async function mayLook(
  parts: HandlerDependencies,
  { person, team, metadata, signal }: Typing,
): Promise<boolean> {
  try {
    const { act, item, run } = decodeForm(metadata);
    const { channel } = keptIn(metadata);
    if (run !== undefined) await parts.engine.check(run, "form", person, { signal });
    else if (act === "start" && typeof channel === "string")
      await parts.engine.mayStart(person, { team, channel }, item, signal);
    else await parts.engine.glance([], "list", person, signal);
    return true;
  } catch (error) {
    // A form of another version, a run that is gone, or what they may not know.
    if (error instanceof HandrailError && !(error instanceof StoreUnavailable)) return false;
    throw error;
  }
}
