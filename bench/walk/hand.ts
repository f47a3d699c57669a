import type { Actor, Workspace } from "../../lab/workspace/index.ts";
import { asRecord, asRecords, asText } from "../../lab/workspace/json.ts";

/** What fingers did. */
export interface Counted {
  taps: number;
  characters: number;
}

/** A workspace whose people's taps and typed characters are counted. */
export function counting(workspace: Workspace): { workspace: Workspace; counted: Counted } {
  const counted: Counted = { taps: 0, characters: 0 };
  return { counted, workspace: { ...workspace, as: (id) => hand(workspace.as(id), counted) } };
}

/** A menu takes two taps: it is opened, then an entry is picked. A form's button takes one. */
function hand(actor: Actor, counted: Counted): Actor {
  const tap = (taps: number) => {
    counted.taps += taps;
  };
  return {
    ...actor,
    click: (channelId, ts, which, entry) => {
      tap(entry === undefined ? 1 : 2);
      return actor.click(channelId, ts, which, entry);
    },
    openShortcut: (...named) => {
      tap(2);
      return actor.openShortcut(...named);
    },
    slash: (channelId, line, where) => {
      counted.characters += line.length;
      return actor.slash(channelId, line, where);
    },
    submit: (entries = {}) => {
      const blocks = asRecords(actor.modal()?.content.blocks);
      for (const [blockId, entry] of Object.entries(entries)) {
        const element = asRecord(blocks.find(({ block_id }) => block_id === blockId)?.element);
        if (/text/.test(asText(element.type) ?? "")) counted.characters += String(entry).length;
        tap(/text/.test(asText(element.type) ?? "") ? 1 : 2);
      }
      tap(1);
      return actor.submit(entries);
    },
  };
}
