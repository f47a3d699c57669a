import type { PickedFile } from "./surface.ts";

/** What was picked or dropped, with its bytes as they are. */
export const contentsOf = (files: FileList | null): Promise<PickedFile[]> =>
  Promise.all(
    [...(files ?? [])].map(async (file) => ({
      name: file.name,
      content: base64(new Uint8Array(await file.arrayBuffer())),
      isBase64: true as const,
    })),
  );

// A call takes a limited number of arguments, so the bytes go piece by piece.
const piece = 8_192;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += piece) {
    text += String.fromCharCode(...bytes.subarray(at, at + piece));
  }
  return btoa(text);
}
