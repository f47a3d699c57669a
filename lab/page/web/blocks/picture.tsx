import { asRecord, asText, type JsonRecord } from "../../../workspace/json.ts";
import { plainText } from "../text/text-object.tsx";

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
