import { plainText } from "../text/text-object.tsx";
import type { FieldProps } from "./field-props.ts";

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
