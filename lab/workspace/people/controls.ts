import { asRecord, asRecords, asText, isRecord, type JsonRecord } from "../json.ts";

/** A control in a message or view, with the block it stands in. */
export interface ScreenControl {
  readonly blockId: string;
  readonly actionId: string;
  readonly type: string;
  /** What is written on it, empty where nothing is. */
  readonly label: string;
  readonly element: JsonRecord;
}

/** Which control is meant: its action_id, label or entry, or exactly by block and action. */
export type ControlChoice = string | Exact;

interface Exact {
  readonly blockId: string;
  readonly actionId: string;
}

/** All controls of some blocks in the order in which they are shown. */
export const controlsOf = (blocks: readonly JsonRecord[]): readonly ScreenControl[] =>
  blocks.flatMap((block) =>
    elementsIn(block).map((element) => ({
      blockId: asText(block.block_id) ?? "",
      actionId: asText(element.action_id) ?? "",
      type: asText(element.type) ?? "",
      label: asText(asRecord(element.text).text) ?? "",
      element,
    })),
  );

/** A message or view has no such control, or none any more. */
export class NoControl extends Error {}

/** The control that is meant; NoControl names those that are there. */
export function findControl(blocks: readonly JsonRecord[], which: ControlChoice): ScreenControl {
  const controls = controlsOf(blocks);
  const found =
    typeof which === "string"
      ? (controls.find((control) => control.actionId === which) ??
        controls.find((control) => control.label === which) ??
        controls.find((control) => hasEntry(control, which)))
      : exactly(controls, which);
  if (found) return found;
  const there = controls.map(({ actionId, label }) => `${actionId} "${label}"`).join(", ");
  throw new NoControl(
    `There is no control ${JSON.stringify(which)} here, only: ${there || "none"}.`,
  );
}

/** Whether this is a menu behind "…" with an entry of that label. */
export const hasEntry = ({ type, element }: ScreenControl, label: string): boolean =>
  type === "overflow" &&
  asRecords(element.options).some((option) => asText(asRecord(option.text).text) === label);

/** Also in another block: an edit that leaves a control where it was may give its block another id. */
const exactly = (controls: readonly ScreenControl[], { blockId, actionId }: Exact) =>
  controls.find((it) => it.actionId === actionId && it.blockId === blockId) ??
  controls.find((it) => it.actionId === actionId);

/** Elements stand in `elements`, `accessory` or `element`. */
const elementsIn = ({ accessory, element, elements }: JsonRecord): readonly JsonRecord[] =>
  [accessory, element, ...asRecords(elements)].filter(isRecord).filter(isControl);

const isControl = ({ type }: JsonRecord): boolean =>
  /^(button|overflow|checkboxes|radio_buttons|.*_select|.*_input|datepicker)$/.test(
    asText(type) ?? "",
  );
