import { readTextFile } from "../../notation/read-text-file.ts";
import type { FileSettings } from "./shape.ts";

export interface SettingsFile {
  /** Where it was found; undefined where there is none, which is well. */
  readonly path?: string;
  readonly settings: FileSettings;
  /** Whole sentences with the file and the line; nothing of `settings` counts then. */
  readonly problems: readonly string[];
}

export const noSettingsFile: SettingsFile = { settings: {}, problems: [] };

/** Where it is looked for when HANDRAIL_SETTINGS does not say. */
const usualPaths = ["handrail.yaml", "/etc/handrail/handrail.yaml"];

/**
 * Reads the file that HANDRAIL_SETTINGS names, or the first of the usual ones that is there. A named one that is not there is a
 * problem; none at all is not.
 */
export async function readSettingsFile(
  env: { readonly HANDRAIL_SETTINGS?: string | undefined },
  usual: readonly string[] = usualPaths,
): Promise<SettingsFile> {
  const named = env.HANDRAIL_SETTINGS || undefined;
  for (const path of named === undefined ? usual : [named]) {
    const text = await textAt(path);
    if (typeof text === "string") {
      // The parser is for who has a file.
      const { parseSettings } = await import("./parse.ts");
      return { path, ...parseSettings(text, path) };
    }
    if (named !== undefined || text.code !== "ENOENT")
      return { path, settings: {}, problems: [`${path} cannot be read (${text.message}).`] };
  }
  return noSettingsFile;
}

const textAt = (path: string): Promise<string | NodeJS.ErrnoException> =>
  readTextFile(path).catch((error: NodeJS.ErrnoException) => error);
