import { useState } from "preact/hooks";
import { asRecord, asRecords, asText, type JsonRecord } from "../../../workspace/json.ts";
import type { ViewSeen } from "../../wire.ts";
import { entryOf } from "../controls/entry.ts";
import type { Form } from "../controls/input.tsx";
import type { ControlSurface, FieldEntry } from "../controls/surface.ts";
import { useDo } from "../state/server.ts";

/** A form being filled in: `entries` is what was touched and is still asked, by block_id. */
export interface Filling {
  readonly form: Form;
  readonly press: ControlSurface["press"];
  readonly entries: Record<string, FieldEntry>;
}

/** Keeps what is filled in, by block_id, over redraws of the view. */
export function useFilling(view: ViewSeen): Filling {
  const perform = useDo();
  const [drafts, setDrafts] = useState<Readonly<Record<string, FieldEntry>>>({});
  const entries = stillAsked(view, drafts);
  const press: ControlSurface["press"] = (which, entry) => {
    const { [which.blockId]: _pressed, ...others } = entries;
    return perform({ kind: "clickInModal", which, entry, entries: others });
  };
  const form: Form = {
    entryFor: (block) => drafts[asText(block.block_id) ?? ""] ?? entryBefore(view, block),
    set: (blockId, entry) => setDrafts((before) => ({ ...before, [blockId]: entry })),
    tell: (which, entry) => void press(which, entry),
    errors: view.errors,
  };
  return { form, press, entries };
}

function entryBefore(view: ViewSeen, block: JsonRecord): FieldEntry {
  const element = asRecord(block.element);
  const state = view.values[asText(block.block_id) ?? ""]?.[asText(element.action_id) ?? ""];
  return entryOf(element, state);
}

function stillAsked(view: ViewSeen, drafts: Readonly<Record<string, FieldEntry>>) {
  const inputs = asRecords(view.content.blocks).filter(({ type }) => type === "input");
  const asked = new Set(inputs.map((block) => asText(block.block_id) ?? ""));
  return Object.fromEntries(Object.entries(drafts).filter(([blockId]) => asked.has(blockId)));
}
