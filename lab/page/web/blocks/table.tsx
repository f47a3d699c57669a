import type { VNode } from "preact";
import { asRecords, asText, type JsonRecord } from "../../../workspace/json.ts";
import { RichText } from "./rich-text.tsx";

/** A table or data_table; the first row is its head. Wide ones scroll by themselves. */
export function Table({ block }: { readonly block: JsonRecord }): VNode {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map(asRecords);
  const [head = [], ...rest] = rows;
  const aligns = asRecords(block.column_settings).map(({ align }) => asText(align));
  const caption = asText(block.caption);
  return (
    <div class="table-scroll">
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <Row cells={head} Cell="th" aligns={aligns} />
        </thead>
        <tbody>
          {rest.map((cells, index) => (
            <Row key={index} cells={cells} Cell="td" aligns={aligns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ cells, Cell, aligns }: RowProps): VNode {
  return (
    <tr>
      {cells.map((cell, index) => (
        <Cell key={index} class={`align-${alignOf(cell, aligns[index])}`}>
          {cell.type === "rich_text" ? (
            <RichText block={cell} />
          ) : (
            String(cell.text ?? cell.value ?? "")
          )}
        </Cell>
      ))}
    </tr>
  );
}

interface RowProps {
  readonly cells: readonly JsonRecord[];
  readonly Cell: "th" | "td";
  readonly aligns: readonly (string | undefined)[];
}

const alignOf = (cell: JsonRecord, align: string | undefined): string =>
  align ?? (cell.type === "raw_number" ? "right" : "left");
