import type { VNode } from "preact";
import { asRecord, asRecords, asText, type JsonRecord } from "../../../workspace/json.ts";
import { emojiNamed } from "../../../workspace/rendering/characters.ts";
import { Link, Mention, Moment } from "../text/mrkdwn.tsx";

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export const RichText = ({ block }: { readonly block: JsonRecord }) => (
  <div class="prose rich-text">
    {asRecords(block.elements).map((element, index) => (
      <Part key={index} element={element} />
    ))}
  </div>
);

function Part({ element }: { readonly element: JsonRecord }): VNode {
  const parts = asRecords(element.elements);
  const inline = parts.map((leaf, index) => <Leaf key={index} leaf={leaf} />);
  switch (element.type) {
    case "rich_text_list":
      return <List element={element} items={parts} />;
    case "rich_text_quote":
      return <blockquote>{inline}</blockquote>;
    case "rich_text_preformatted":
      return <pre>{inline}</pre>;
    default:
      return <span>{inline}</span>;
  }
}

function List({ element, items }: { element: JsonRecord; items: readonly JsonRecord[] }): VNode {
  const all = items.map((item, index) => (
    <li key={index}>
      <Part element={item} />
    </li>
  ));
  const className = `indent-${Math.min(4, Number(element.indent ?? 0))}`;
  return element.style === "ordered" ? (
    <ol class={className} start={Number(element.offset ?? 0) + 1}>
      {all}
    </ol>
  ) : (
    <ul class={className}>{all}</ul>
  );
}

function Leaf({ leaf }: { readonly leaf: JsonRecord }): VNode {
  switch (leaf.type) {
    case "user":
      return <Mention kind="user" id={String(leaf.user_id)} />;
    case "channel":
      return <Mention kind="channel" id={String(leaf.channel_id)} />;
    case "broadcast":
      return <span class="mention">@{String(leaf.range)}</span>;
    case "emoji":
      return <>{emojiNamed(String(leaf.name))}</>;
    case "date":
      return <Moment seconds={Number(leaf.timestamp)} format={String(leaf.format)} />;
    case "link":
      return <Link url={String(leaf.url)} label={asText(leaf.text) ?? String(leaf.url)} />;
    default:
      return <Styled text={asText(leaf.text) ?? ""} style={asRecord(leaf.style)} />;
  }
}

function Styled({ text, style }: { readonly text: string; readonly style: JsonRecord }): VNode {
  let shown = <>{text}</>;
  if (style.code === true) shown = <code>{shown}</code>;
  if (style.strike === true) shown = <s>{shown}</s>;
  if (style.italic === true) shown = <em>{shown}</em>;
  return style.bold === true ? <strong>{shown}</strong> : shown;
}
