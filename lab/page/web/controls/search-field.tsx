import { useState } from "preact/hooks";
import { asText } from "../../../workspace/json.ts";
import type { Answer } from "../../wire.ts";
import { useDo } from "../state/doing.ts";
import { plainText } from "../text/text-object.tsx";
import type { FieldProps } from "./field-props.ts";

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
