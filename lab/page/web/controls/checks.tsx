import { useContext } from "preact/hooks";
import { type FieldProps, isMany } from "./entry.ts";
import { KnownContext, type MenuOption, optionGroups } from "./options.ts";

/** Radio buttons, or boxes of which several can be ticked. */
export function Checks(props: FieldProps) {
  const { element, entry, set, id } = props;
  const options = optionGroups(element, useContext(KnownContext)).flatMap((group) => group.options);
  const picked = Array.isArray(entry) ? entry.map(String) : [entry];
  const toggle = (value: string) => {
    if (!isMany(element)) return set(value);
    set(
      picked.includes(value)
        ? picked.filter((one) => one !== value)
        : [...picked, value].filter((one) => one !== ""),
    );
  };
  return (
    <div class="checks" id={id} role={isMany(element) ? "group" : "radiogroup"} {...named(props)}>
      {options.map((option) => (
        <Check
          key={option.value}
          option={option}
          name={id}
          type={isMany(element) ? "checkbox" : "radio"}
          isOn={picked.includes(option.value)}
          toggle={() => toggle(option.value)}
        />
      ))}
    </div>
  );
}

const named = ({ label, id, describedBy, isInvalid }: FieldProps) => ({
  ...(label === undefined ? { "aria-labelledby": `${id}-label` } : { "aria-label": label }),
  "aria-describedby": describedBy,
  "data-invalid": isInvalid,
});

function Check({ option, name, type, isOn, toggle }: CheckProps) {
  return (
    <label class="check">
      <input type={type} name={name} checked={isOn} onChange={toggle} />
      <span>
        {option.label}
        {option.description && <small>{option.description}</small>}
      </span>
    </label>
  );
}

interface CheckProps {
  readonly option: MenuOption;
  readonly name: string;
  readonly type: "checkbox" | "radio";
  readonly isOn: boolean;
  readonly toggle: () => void;
}
