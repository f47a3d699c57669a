import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { asRecord, asText, type JsonRecord } from "../../../workspace/json.ts";
import { plainText } from "../text/mrkdwn.tsx";
import { Field, isGroup } from "./field.tsx";
import type { ControlId, FieldEntry } from "./surface.ts";

/** What is being filled in. */
export interface Form {
  readonly entryFor: (block: JsonRecord) => FieldEntry;
  readonly set: (blockId: string, entry: FieldEntry) => void;
  /** Tells the app of an entry at once, for blocks that ask for it. */
  readonly tell: (which: ControlId, entry: FieldEntry) => void;
  readonly errors: Readonly<Record<string, string>>;
}

/** The form around an input. */
export const FormContext = createContext<Form | null>(null);

/** An input block: label, field, hint and error. */
export function Input({ block }: { readonly block: JsonRecord }) {
  const form = useContext(FormContext);
  const blockId = asText(block.block_id) ?? "";
  const id = `field-${blockId}`;
  const error = form?.errors[blockId];
  const hint = plainText(block.hint);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const element = asRecord(block.element);
  const set = (entry: FieldEntry) => {
    form?.set(blockId, entry);
    if (block.dispatch_action === true) {
      form?.tell({ blockId, actionId: asText(element.action_id) ?? "" }, entry);
    }
  };
  return (
    <div class="input">
      <Label id={id} block={block} isGroup={isGroup(element)} />
      <Field
        id={id}
        element={element}
        entry={form?.entryFor(block) ?? ""}
        set={set}
        describedBy={described || undefined}
        isInvalid={error !== undefined}
        isOptional={block.optional === true}
      />
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}

function Label(props: { id: string; block: JsonRecord; isGroup: boolean }) {
  const words = (
    <>
      {plainText(props.block.label)}
      {props.block.optional === true && <span class="muted"> (optional)</span>}
    </>
  );
  const id = `${props.id}-label`;
  if (props.isGroup) {
    return (
      <span class="label" id={id}>
        {words}
      </span>
    );
  }
  return (
    <label class="label" id={id} for={props.id}>
      {words}
    </label>
  );
}

function Notes(props: { id: string; hint: string; error: string | undefined }) {
  return (
    <>
      {props.hint && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p class="error" id={`${props.id}-error`}>
          {props.error}
        </p>
      )}
    </>
  );
}
