import { asRecords, asText, isRecord, type JsonRecord } from "../../../workspace/json.ts";
import { Control } from "../controls/control.tsx";
import { Text } from "../text/text-object.tsx";
import { Picture } from "./picture.tsx";

/** Text, fields side by side, and one control or picture beside them. */
export function Section({ block }: { readonly block: JsonRecord }) {
  const fields = asRecords(block.fields);
  return (
    <div class="section">
      <div class="section-body">
        {isRecord(block.text) && (
          <div class="prose">
            <Text of={block.text} />
          </div>
        )}
        {fields.length > 0 && <Fields fields={fields} />}
      </div>
      {isRecord(block.accessory) && (
        <Accessory element={block.accessory} blockId={asText(block.block_id) ?? ""} />
      )}
    </div>
  );
}

function Fields({ fields }: { readonly fields: readonly JsonRecord[] }) {
  return (
    <div class="fields">
      {fields.map((field, index) => (
        <div key={index} class="prose">
          <Text of={field} />
        </div>
      ))}
    </div>
  );
}

function Accessory({ element, blockId }: { element: JsonRecord; blockId: string }) {
  return (
    <div class="accessory">
      {element.type === "image" ? (
        <Picture block={element} />
      ) : (
        <Control element={element} blockId={blockId} />
      )}
    </div>
  );
}
