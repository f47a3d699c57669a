import { useState } from "preact/hooks";
import { contentsOf } from "../controls/picked-files.ts";
import type { PickedFile } from "../controls/surface.ts";

/** Files that wait to be sent with a message. */
export interface Attached {
  readonly files: readonly PickedFile[];
  readonly add: (list: FileList | null) => Promise<void>;
  readonly clear: () => void;
}

export function useAttached(): Attached {
  const [files, setFiles] = useState<readonly PickedFile[]>([]);
  return {
    files,
    add: async (list) => {
      const more = await contentsOf(list);
      setFiles((before) => [...before, ...more]);
    },
    clear: () => setFiles([]),
  };
}

/** The button that picks files for a message; the same file can be picked again after it was sent. */
export function Attach({ add, label }: Pick<Attached, "add"> & { readonly label: string }) {
  return (
    <label class="button button-quiet attach">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d="M8 2v12M2 8h12" fill="none" stroke="currentColor" stroke-width="1.75" />
      </svg>
      <input
        type="file"
        multiple
        aria-label={`Add files to the message to ${label}`}
        onChange={({ currentTarget }) => {
          void add(currentTarget.files).then(() => {
            currentTarget.value = "";
          });
        }}
      />
    </label>
  );
}

/** What will be sent, and a way to leave it out. */
export function AttachedFiles({ files, clear }: Omit<Attached, "add">) {
  if (files.length === 0) return null;
  return (
    <p class="attached">
      {files.map(({ name }) => name).join(", ")}{" "}
      <button type="button" class="link" onClick={clear}>
        Leave out
      </button>
    </p>
  );
}
