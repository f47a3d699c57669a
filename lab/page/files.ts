import type { Workspace } from "../workspace/index.ts";
import type { Asset } from "./assets.ts";

const pictures: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
};

/** The bytes of an uploaded file. All but pictures is plain text, so that no browser runs it. */
export function fileAsset({ data }: Workspace, id: string): Asset | undefined {
  const file = data.files[id];
  if (file?.phase !== "processed") return undefined;
  const extension = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  return {
    type: pictures[extension] ?? "text/plain; charset=utf-8",
    body: Buffer.from(file.contentBase64, "base64"),
  };
}
