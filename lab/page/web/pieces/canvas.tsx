import type { CanvasSeen } from "../../wire.ts";
import { useFileText } from "../state/file-text.ts";
import { Markdown } from "../text/markdown.tsx";

/** A canvas of a channel, to be unfolded below its name. */
export function Canvas({ canvas: { id, title, version } }: { readonly canvas: CanvasSeen }) {
  const text = useFileText(id, version);
  return (
    <details class="canvas">
      <summary>
        <span class="badge">canvas</span> {title}
      </summary>
      <div class="canvas-text">
        <Markdown text={text} />
      </div>
    </details>
  );
}
