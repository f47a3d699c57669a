import { useId, useState } from "preact/hooks";
import { asRecords, asText } from "../../../workspace/json.ts";
import { plainText } from "../text/mrkdwn.tsx";
import { Button, type ControlProps, Unanswered, whichOf } from "./button.tsx";
import { entryOf, isMany } from "./entry.ts";
import { Field, isField } from "./field.tsx";
import { Menu } from "./menu.tsx";
import { type FieldEntry, usePress } from "./surface.ts";

/** A button, menu or field that tells the app at once. */
export function Control(props: ControlProps) {
  const { element, blockId } = props;
  switch (element.type) {
    case "button":
      return <Button {...props} />;
    case "overflow":
      return <Overflow {...props} />;
    default:
      return isField(element) ? <LiveField element={element} blockId={blockId} /> : null;
  }
}

function Overflow(props: ControlProps) {
  const [state, press] = usePress(whichOf(props));
  const items = asRecords(props.element.options).map((option) => ({
    label: plainText(option.text),
    pick: () => press(asText(option.value) ?? ""),
  }));
  return (
    <span class="control" aria-busy={state === "waiting"}>
      <Menu label="More" items={items} />
      <Unanswered isShown={state === "failed"} />
    </span>
  );
}

/** A field outside of a form: what is picked goes to the app at once. */
function LiveField(props: ControlProps) {
  const id = useId();
  const [state, press] = usePress(whichOf(props));
  const [entry, setEntry] = useState<FieldEntry>(() => entryOf(props.element, undefined));
  const set = (next: FieldEntry) => {
    setEntry(next);
    if (isMany(props.element) || next.length > 0) press(next);
  };
  return (
    <span class="control" aria-busy={state === "waiting"}>
      <Field
        id={id}
        element={props.element}
        entry={entry}
        set={set}
        label={plainText(props.element.placeholder) || "Choose"}
      />
      <Unanswered isShown={state === "failed"} />
    </span>
  );
}
