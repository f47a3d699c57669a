import { join } from "node:path";
import { build, type Rolldown } from "vite";
import type { Workspace } from "../workspace/index.ts";

/** The built page: path to bytes and type. */
export type Assets = ReadonlyMap<string, Asset>;

/** One file of the page. */
export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Builds the page in memory; takes about a second and writes nothing. */
export async function buildAssets(): Promise<Assets> {
  const built = await build({
    root: join(import.meta.dirname, "web"),
    configFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      target: "esnext",
      modulePreload: false,
      minify: false,
      assetsInlineLimit: 0,
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).filter((one) => "output" in one);
  return new Map(
    outputs.flatMap(({ output }) => output).map((file) => [`/${file.fileName}`, assetOf(file)]),
  );
}

function assetOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset): Asset {
  const extension = file.fileName.split(".").at(-1) ?? "";
  return {
    type: types[extension] ?? "application/octet-stream",
    body: file.type === "chunk" ? file.code : file.source,
  };
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

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
