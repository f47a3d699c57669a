import type { ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import { asText } from "../../../workspace/json.ts";
import type { PageAnswer } from "../../wire.ts";
import { useDo } from "../state/server.ts";
import { plainText } from "../text/mrkdwn.tsx";
import type { FieldProps } from "./entry.ts";
import { KnownContext, type OptionGroup, optionGroups } from "./options.ts";
import { contentsOf } from "./picked-files.ts";

/** What every field tells of itself. */
const shared = (props: FieldProps) => ({
  id: props.id,
  class: "field",
  value: String(props.entry),
  "aria-label": props.label,
  "aria-describedby": props.describedBy,
  "aria-invalid": props.isInvalid,
  "aria-required": !props.isOptional,
});

/** A line or several of text, also for numbers. */
export function TextField(props: FieldProps) {
  const { element, set } = props;
  const typed = {
    ...shared(props),
    placeholder: plainText(element.placeholder),
    onInput: ({ currentTarget }: { currentTarget: { readonly value: string } }) =>
      set(currentTarget.value),
  };
  if (element.multiline === true) return <textarea {...typed} rows={3} />;
  const inputMode = element.type === "number_input" ? "decimal" : "text";
  return <input {...typed} type="text" inputMode={inputMode} autocomplete="off" />;
}

/** One of many, in the browser's own menu: it works with a keyboard, a thumb and a screen reader. */
export function Select(props: FieldProps) {
  const groups = optionGroups(props.element, useContext(KnownContext));
  return (
    <select
      {...shared(props)}
      class="field select"
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

function Group({
  group: { heading, options },
}: {
  readonly group: OptionGroup;
}): ComponentChildren {
  const all = options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
  return heading === "" ? all : <optgroup label={heading}>{all}</optgroup>;
}

/** A date or files, in the browser's own picker. */
export function Picker(props: FieldProps) {
  const { value, ...rest } = shared(props);
  if (props.element.type === "file_input") {
    const pick = async (files: FileList | null) => props.set(await contentsOf(files));
    return (
      <input
        {...rest}
        type="file"
        multiple
        onChange={({ currentTarget }) => void pick(currentTarget.files)}
      />
    );
  }
  return (
    <input
      {...rest}
      type="date"
      value={value}
      onChange={({ currentTarget }) => props.set(currentTarget.value)}
    />
  );
}

/** A menu that asks the app for what it offers while somebody types: what is typed may be picked too. */
export function SearchField(props: FieldProps) {
  const { id, element, set } = props;
  const perform = useDo();
  const [offered = [], setOffered] = useState<PageAnswer["offered"]>();
  const which = { blockId: id.replace(/^field-/, ""), actionId: asText(element.action_id) ?? "" };
  const ask = async ({ currentTarget: { value: typed } }: { currentTarget: HTMLInputElement }) => {
    set(typed);
    const answer = await perform({ kind: "type", which, typed });
    if (answer.offered !== undefined) setOffered(answer.offered);
  };
  return (
    <>
      <input
        {...shared(props)}
        type="text"
        list={`${id}-offered`}
        autocomplete="off"
        placeholder={plainText(element.placeholder)}
        onFocus={(event) => void ask(event)}
        onInput={(event) => void ask(event)}
      />
      <datalist id={`${id}-offered`}>
        {offered.map(({ label }) => (
          <option key={label} value={label} />
        ))}
      </datalist>
    </>
  );
}
