import type { ComponentChildren } from "preact";
import { isRecord, type JsonRecord } from "../../../workspace/json.ts";
import { plainText, Text } from "../text/text-object.tsx";
import { RichText } from "./rich-text.tsx";

/** https://docs.slack.dev/reference/block-kit/blocks/container-block */
export function Container(props: {
  readonly block: JsonRecord;
  readonly children: ComponentChildren;
}) {
  const { block, children } = props;
  const title = isRecord(block.rich_text_title) ? (
    <RichText block={block.rich_text_title} />
  ) : (
    plainText(block.title)
  );
  const subtitle = isRecord(block.subtitle) && (
    <div class="muted">
      <Text of={block.subtitle} />
    </div>
  );
  if (block.is_collapsible !== true) {
    return (
      <section class="container">
        <strong>{title}</strong>
        {subtitle}
        {children}
      </section>
    );
  }
  return (
    <details class="container" open={block.default_collapsed !== true}>
      <summary>{title}</summary>
      {subtitle}
      {children}
    </details>
  );
}
