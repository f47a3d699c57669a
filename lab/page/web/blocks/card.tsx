import { asRecords, asText, isRecord, type JsonRecord } from "../../../workspace/json.ts";
import { Control } from "../controls/control.tsx";
import { Text } from "../text/text-object.tsx";
import { Picture } from "./picture.tsx";

/** https://docs.slack.dev/reference/block-kit/blocks/card-block */
export function Card({ block }: { readonly block: JsonRecord }) {
  const actions = asRecords(block.actions);
  return (
    <div class="card">
      {isRecord(block.hero_image) && <Picture block={block.hero_image} />}
      {isRecord(block.title) && (
        <h4>
          <Text of={block.title} />
        </h4>
      )}
      {[block.subtitle, block.body].filter(isRecord).map((text, index) => (
        <div key={index} class="prose">
          <Text of={text} />
        </div>
      ))}
      {actions.length > 0 && (
        <div class="actions">
          {actions.map((element) => (
            <Control
              key={element.action_id}
              element={element}
              blockId={asText(block.block_id) ?? ""}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** Cards side by side. */
export const Carousel = ({ block }: { readonly block: JsonRecord }) => (
  <div class="carousel">
    {asRecords(block.elements).map((card, index) => (
      <Card key={card.block_id ?? index} block={card} />
    ))}
  </div>
);
