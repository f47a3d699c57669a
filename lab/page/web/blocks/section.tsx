import { asRecord, asRecords, asText, isRecord, type JsonRecord } from "../../../workspace/json.ts";
import { Control } from "../controls/control.tsx";
import { plainText, Text } from "../text/mrkdwn.tsx";

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

/** A picture of this workspace; one from elsewhere is not loaded, its words stand for it. */
export function Picture({ block }: { readonly block: JsonRecord }) {
  const title = plainText(block.title);
  const words = asText(block.alt_text) ?? "";
  const source = sourceOf(block);
  return (
    <figure class="picture">
      {title && <figcaption>{title}</figcaption>}
      {source ? (
        <a href={source} target="_blank" rel="noopener noreferrer" aria-label={`${words} Enlarge.`}>
          <img src={source} alt={words} />
        </a>
      ) : (
        <p class="muted">{words}</p>
      )}
    </figure>
  );
}

function sourceOf({ slack_file: file, image_url: url }: JsonRecord): string | undefined {
  const id = asText(asRecord(file).id) ?? /\/files[^?]*\/(F\w+)/.exec(asText(url) ?? "")?.[1];
  return id && `files/${id}`;
}
