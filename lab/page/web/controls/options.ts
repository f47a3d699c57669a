import { createContext } from "preact";
import { asRecords, asText, type JsonRecord } from "../../../workspace/json.ts";
import type { Sight } from "../../wire.ts";
import type { PageReader } from "../state/reader.ts";
import { plainText } from "../text/mrkdwn.tsx";

/** Something that can be picked. */
export interface MenuOption {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

/** Options under a heading, or under none. */
export interface OptionGroup {
  readonly heading: string;
  readonly options: readonly MenuOption[];
}

/** What a menu offers: its own options, or the people or channels of the workspace. */
export function optionGroups(element: JsonRecord, known: Known): readonly OptionGroup[] {
  const type = asText(element.type) ?? "";
  if (/users_select$/.test(type)) return [{ heading: "", options: known.people }];
  if (/(channels|conversations)_select$/.test(type)) {
    return [{ heading: "", options: known.channels }];
  }
  const own = asRecords(element.options).map(optionOf);
  const groups = asRecords(element.option_groups).map((group) => ({
    heading: plainText(group.label),
    options: asRecords(group.options).map(optionOf),
  }));
  return own.length > 0 ? [{ heading: "", options: own }, ...groups] : groups;
}

/** Everyone and every channel that a menu may offer. */
interface Known {
  readonly people: readonly MenuOption[];
  readonly channels: readonly MenuOption[];
}

/** What a person's workspace offers to pick from. */
export const knownOf = ({ people, channels }: Sight, reader: PageReader): Known => ({
  people: people.map(({ id }) => ({ value: id, label: reader.userName(id), description: "" })),
  channels: channels.map(({ id, name }) => ({ value: id, label: `#${name}`, description: "" })),
});

const optionOf = (option: JsonRecord): MenuOption => ({
  value: asText(option.value) ?? "",
  label: plainText(option.text),
  description: plainText(option.description),
});

/** Who and what can be picked in this workspace. */
export const KnownContext = createContext<Known>({ people: [], channels: [] });
