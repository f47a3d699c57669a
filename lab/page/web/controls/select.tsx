import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { plainText } from "../text/text-object.tsx";
import type { FieldProps } from "./field-props.ts";
import { KnownContext } from "./known.ts";
import { groupsOf, type OptionGroup } from "./options.ts";

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
