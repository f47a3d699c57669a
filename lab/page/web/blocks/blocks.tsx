import type { VNode } from "preact";
import { asRecords, asText, type JsonRecord } from "../../../workspace/json.ts";
import { Control } from "../controls/control.tsx";
import { Input } from "../controls/input.tsx";
import { Markdown } from "../text/markdown.tsx";
import { plainText, Text } from "../text/mrkdwn.tsx";
import { Plan, TaskCard } from "./plan.tsx";
import { RichText } from "./rich-text.tsx";
import { Picture, Section } from "./section.tsx";
import { Table } from "./table.tsx";

/** Blocks of a message, modal or Home tab: https://docs.slack.dev/reference/block-kit/blocks */
export const Blocks = ({ blocks }: { readonly blocks: readonly JsonRecord[] }) => (
  <div class="blocks">
    {blocks.map((block, index) => (
      <Block key={keyOf(block, index)} block={block} />
    ))}
  </div>
);

/**
 * An edit gives blocks other ids. A button must stay the same all the same, or it takes a click with it; only what was typed
 * into a field belongs to its id.
 */
const keyOf = ({ type, block_id: id }: JsonRecord, index: number): string =>
  type === "input" ? `${id ?? index}` : `${index} ${type}`;

/** What draws a block. */
export interface BlockProps {
  readonly block: JsonRecord;
}

function Block({ block }: BlockProps): VNode {
  const Draw = drawings[asText(block.type) ?? ""];
  return Draw ? <Draw block={block} /> : <p class="muted">[{String(block.type)}]</p>;
}

const drawings: Readonly<Record<string, (props: BlockProps) => VNode>> = {
  section: Section,
  header: ({ block }) => <h3 class="block-header">{plainText(block.text)}</h3>,
  divider: () => <hr />,
  context: Context,
  actions: Actions,
  input: Input,
  image: Picture,
  rich_text: RichText,
  markdown: ({ block }) => <Markdown text={asText(block.text) ?? ""} />,
  table: Table,
  data_table: Table,
  plan: Plan,
  task_card: ({ block }) => <TaskCard task={block} />,
};

function Context({ block }: BlockProps): VNode {
  return (
    <div class="context">
      {asRecords(block.elements).map((element, index) =>
        element.type === "image" ? (
          <Picture key={index} block={element} />
        ) : (
          <span key={index} class="prose">
            <Text of={element} />
          </span>
        ),
      )}
    </div>
  );
}

function Actions({ block }: BlockProps): VNode {
  const blockId = asText(block.block_id) ?? "";
  return (
    <div class="actions">
      {asRecords(block.elements).map((element) => (
        <Control key={element.action_id} element={element} blockId={blockId} />
      ))}
    </div>
  );
}
