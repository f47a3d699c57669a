import type { ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import { asText } from "../../../workspace/json.ts";
import type { Answer } from "../../wire.ts";
import { useDo } from "../state/server.ts";
import { plainText } from "../text/mrkdwn.tsx";
import type { FieldProps } from "./entry.ts";
import { groupsOf, KnownContext, type OptionGroup } from "./options.ts";
import { contentsOf } from "./picked-files.ts";

/** A line or several of text, also for numbers. */
export function TextField(props: FieldProps) {
  const { id, element, entry, set } = props;
  const shared = {
    id,
    value: String(entry),
    placeholder: plainText(element.placeholder),
    "aria-label": props.label,
    "aria-describedby": props.describedBy,
    "aria-invalid": props.isInvalid,
    "aria-required": !props.isOptional,
    onInput: (event: Event) => set(typedIn(event)),
  };
  if (element.multiline === true) return <textarea {...shared} class="field" rows={3} />;
  return (
    <input
      {...shared}
      class="field"
      type="text"
      inputMode={element.type === "number_input" ? "decimal" : "text"}
      autocomplete="off"
    />
  );
}

const typedIn = ({ target }: Event): string =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : "";

/** One of many, in the browser's own menu: it works with a keyboard, a thumb and a screen reader. */
export function Select(props: FieldProps) {
  const groups = groupsOf(props.element, useContext(KnownContext));
  return (
    <select
      id={props.id}
      class="field select"
      value={String(props.entry)}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.isInvalid}
      aria-required={!props.isOptional}
      onChange={({ currentTarget }) => currentTarget.value && props.set(currentTarget.value)}
    >
      <option value="" disabled>
        {plainText(props.element.placeholder) || "Choose"}
      </option>
      {groups.map((group) => (
        <Group key={group.heading} group={group} />
      ))}
    </select>
  );
}

interface GroupProps {
  readonly group: OptionGroup;
}

function Group({ group: { heading, options } }: GroupProps): ComponentChildren {
  const all = options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
  return heading === "" ? all : <optgroup label={heading}>{all}</optgroup>;
}

/** A date or files, in the browser's own picker. */
export function Picker(props: FieldProps) {
  const { element, entry, set } = props;
  const shared = {
    id: props.id,
    class: "field",
    "aria-label": props.label,
    "aria-describedby": props.describedBy,
    "aria-invalid": props.isInvalid,
  };
  if (element.type === "file_input") {
    const pick = async ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      set(await contentsOf(currentTarget.files));
    return <input {...shared} type="file" multiple onChange={(event) => void pick(event)} />;
  }
  return (
    <input
      {...shared}
      type="date"
      value={String(entry)}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
}

/** A menu that asks the app for what it offers while somebody types: what is typed may be picked too. */
export function SearchField(props: FieldProps) {
  const { id, element, entry, set } = props;
  const perform = useDo();
  const [offered, setOffered] = useState<Answer["offered"]>([]);
  const which = { blockId: id.replace(/^field-/, ""), actionId: asText(element.action_id) ?? "" };
  const ask = async (typed: string) => {
    set(typed);
    const answer = await perform({ kind: "type", which, typed });
    if (answer.offered !== undefined) setOffered(answer.offered);
  };
  return (
    <>
      <input
        id={id}
        class="field"
        type="text"
        list={`${id}-offered`}
        autocomplete="off"
        value={String(entry)}
        placeholder={plainText(element.placeholder)}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid}
        aria-required={!props.isOptional}
        onFocus={({ currentTarget }) => void ask(currentTarget.value)}
        onInput={({ currentTarget }) => void ask(currentTarget.value)}
      />
      <Offered id={`${id}-offered`} offered={offered} />
    </>
  );
}

function Offered({
  id,
  offered = [],
}: {
  readonly id: string;
  readonly offered: Answer["offered"];
}) {
  return (
    <datalist id={id}>
      {offered.map(({ label }) => (
        <option key={label} value={label} />
      ))}
    </datalist>
  );
}
