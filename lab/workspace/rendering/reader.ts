import { identity } from "../identity.ts";
import type { JsonRecord } from "../json.ts";
import { botName } from "../manifest.ts";
import type { Workspace } from "../workspace.ts";

/** Who reads, and how wide the terminal is; `columns` counts characters. */
export interface TerminalReader {
  readonly columns: number;
  /** IANA time zone of the person. */
  readonly tz: string;
  readonly isAnsi: boolean;
  readonly userName: (id: string) => string;
  readonly channelName: (id: string) => string;
  /** The number by which a control is chosen, if it has one. */
  readonly numberOf: (element: JsonRecord) => number | undefined;
}

/** How to draw: width in characters (80 unless told), ANSI bold and dim or none. */
export interface DrawOptions {
  readonly width?: number;
  readonly ansi?: boolean;
}

/** Makes the reader for a person of a workspace. */
export function createTerminalReader(
  { data, manifest }: Pick<Workspace, "data" | "manifest">,
  personId: string,
  { width = 80, ansi = false }: DrawOptions,
  numbers: ReadonlyMap<JsonRecord, number>,
): TerminalReader {
  const person = data.people.find((candidate) => candidate.id === personId);
  const userName = (id: string) =>
    id === identity.botUserId
      ? botName(manifest)
      : (data.people.find((candidate) => candidate.id === id)?.realName ?? id);
  return {
    columns: width,
    tz: person?.tz ?? "UTC",
    isAnsi: ansi,
    userName,
    channelName: (id) => data.channels.find((channel) => channel.id === id)?.name ?? id,
    numberOf: (element) => numbers.get(element),
  };
}

/** Bold where the terminal can show it. */
export const bold = ({ isAnsi }: TerminalReader, text: string): string =>
  isAnsi ? `\u001b[1m${text}\u001b[22m` : text;

/** Dim where the terminal can show it. */
export const dim = ({ isAnsi }: TerminalReader, text: string): string =>
  isAnsi ? `\u001b[2m${text}\u001b[22m` : text;
