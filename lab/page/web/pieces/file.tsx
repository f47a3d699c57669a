import { useEffect, useState } from "preact/hooks";
import type { FileSeen } from "../../wire.ts";
import { Markdown } from "../text/markdown.tsx";

/** A file in a message: a picture, Markdown to be read here, or something to open. */
export function File({ file }: { readonly file: FileSeen }) {
  if (!file.isReady) return <p class="file muted">{file.name} is being processed.</p>;
  if (file.kind === "picture") return <Shown file={file} />;
  return (
    <div class="file">
      <a class="file-name" href={`files/${file.id}`} target="_blank" rel="noopener noreferrer">
        <strong>{file.title || file.name}</strong>
        <span class="muted">
          {file.name} · {sizeOf(file.length)}
        </span>
      </a>
      {file.kind === "markdown" && <MarkdownFile file={file} />}
    </div>
  );
}

const Shown = ({ file }: { readonly file: FileSeen }) => (
  <figure class="picture">
    <a href={`files/${file.id}`} target="_blank" rel="noopener noreferrer">
      <img src={`files/${file.id}`} alt={file.title || file.name} />
    </a>
  </figure>
);

function MarkdownFile({ file: { id } }: { readonly file: FileSeen }) {
  const text = useFileText(id);
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      <div class={isWhole ? "file-text" : "file-text is-cut"}>
        <Markdown text={text} />
      </div>
      <button type="button" class="link" onClick={() => setWhole(!isWhole)}>
        {isWhole ? "Show less" : "Show all of it"}
      </button>
    </>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} bytes` : `${(bytes / 1_000).toFixed(1)} kB`;

/** The text of an uploaded file, empty until it is there; read anew for another version. */
function useFileText(id: string, version = ""): string {
  const [text, setText] = useState("");
  useEffect(() => {
    void fetch(`files/${id}`)
      .then((response) => response.text())
      .then(setText);
  }, [id, version]);
  return text;
}
