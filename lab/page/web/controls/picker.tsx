import type { FieldProps } from "./field-props.ts";
import { contentsOf } from "./picked-files.ts";

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
