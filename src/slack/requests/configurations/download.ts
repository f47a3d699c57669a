import type { FilesInfoResponse, WebClient } from "@slack/web-api";
import type { NamedText } from "#language";
import { codeOf } from "../../delivery/web-api/failures.ts";
import { isAtSlack } from "../../delivery/web-api/web-clients.ts";
import type { GivenFile } from "../../messages/forms/submitted-form.ts";

/**
 * The texts of files that people gave, and a sentence for each that is none or could not be had. Never rejects. The bot can read
 * more files than people can: only what `reader` uploaded, or what was shared in the run's channel, is read for them.
 */
export type Download = (
  files: readonly GivenFile[],
  reader: FileReader,
  signal: AbortSignal,
) => Promise<Downloaded>;

/** For whom files are read, and the channel of the run that they are read for. */
export interface FileReader {
  readonly person: string;
  readonly channel: string;
}

export interface Downloaded {
  readonly texts: readonly NamedText[];
  readonly problems: readonly string[];
}

/** Milliseconds. */
export interface ReadingTimes {
  /** How long files may take before a page says that they are being read; Slack takes an answer to a form within 3 s. */
  readonly answer: number;
  /** By then that page has arrived, and cannot take the place of what comes after it. */
  readonly settled: number;
  readonly longest: number;
}

/** Where files are fetched with the bot's token; `slackApiUrl` says whose files get it. */
export interface DownloadParts {
  readonly client: WebClient;
  readonly botToken: string;
  readonly slackApiUrl: string;
  readonly fetch?: typeof fetch;
}

/** Files are kept in memory and nowhere else. Needs the scope files:read. */
export function createDownload(parts: DownloadParts): Download {
  return async (files, reader, signal) => {
    const texts: NamedText[] = [];
    const problems: string[] = [];
    let left = mostTogether;
    for (const given of files.slice(0, mostFiles)) {
      const got = await fetchOne(parts, given, reader, Math.min(left, mostBytes), signal);
      if (got.kind === "text") texts.push({ name: got.name, text: got.text });
      else problems.push(got.says);
      left -= got.kind === "text" ? got.bytes : 0;
    }
    if (files.length > mostFiles) problems.push(tooMany);
    return { texts, problems };
  };
}

/** Configurations are small; what is larger is a dump of something else. */
const mostBytes = 300_000;
const mostTogether = 1_000_000;
const mostFiles = 10;
const tooMany = `Only the first ${mostFiles} files were read.`;

type Got =
  | { readonly kind: "text"; readonly name: string; readonly text: string; readonly bytes: number }
  | { readonly kind: "problem"; readonly says: string };

async function fetchOne(
  parts: DownloadParts,
  given: GivenFile,
  reader: FileReader,
  most: number,
  signal: AbortSignal,
): Promise<Got> {
  let name = given.name ?? "the file";
  try {
    // What a button or a form says of a file is not believed but for its id.
    const { file } = await parts.client.files.info({ file: given.id ?? "" });
    if (file === undefined || !isFor(reader, file)) return problem(name, notTheirs);
    name = file.name ?? name;
    if (file.is_external === true || file.mode === "external") return problem(name, external);
    if ((file.size ?? 0) > most) return problem(name, tooLarge(file.size ?? 0));
    const bytes = await bytesOf(parts, file, most, signal);
    if (bytes.kind !== "bytes") return problem(name, bytes.says);
    const text = decodeText(bytes.bytes);
    if (text.kind === "none") return problem(name, text.says);
    return { kind: "text", name, text: text.text, bytes: bytes.bytes.length };
  } catch (error) {
    return problem(name, signal.aborted ? tooSlow : refused(error));
  }
}

const problem = (name: string, says: string): Got => ({
  kind: "problem",
  says: `${name} ${says}`,
});

/** https://docs.slack.dev/reference/objects/file-object */
const isFor = ({ person, channel }: FileReader, { user, shares }: SlackFile): boolean =>
  user === person ||
  [shares?.public, shares?.private].some((places) => Object.hasOwn(places ?? {}, channel));

type SlackFile = NonNullable<FilesInfoResponse["file"]>;

async function bytesOf(
  { slackApiUrl, botToken, fetch: ask = fetch }: DownloadParts,
  file: SlackFile,
  most: number,
  signal: AbortSignal,
): Promise<Bytes> {
  const url = file.url_private_download ?? file.url_private ?? "";
  if (!isAtSlack(url, slackApiUrl)) return { kind: "none", says: external };
  const headers = { authorization: `Bearer ${botToken}` };
  // Slack leads whoever may not have a file to the page where people sign in.
  const answer = await ask(url, { headers, redirect: "manual", signal });
  if (!answer.ok || answer.body === null) return { kind: "none", says: notHandedOver };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    length += chunk.length;
    if (length > most) return { kind: "none", says: tooLarge(length) };
    chunks.push(chunk);
  }
  return { kind: "bytes", bytes: Buffer.concat(chunks) };
}

function refused(error: unknown): string {
  return codeOf(error) === "missing_scope"
    ? notHandedOver
    : "could not be fetched from Slack. Try again, or paste it.";
}

const external = "is kept outside of Slack, which is not asked for it. Paste it instead.";
const notTheirs =
  "is neither yours nor shared in the channel of this run. Share it in the thread, or paste it.";
const notHandedOver =
  "was not handed over by Slack. The app needs the scope files:read: install it again with the newest manifest, or paste the configuration.";
const tooSlow = "took Slack too long. Try again, or paste it.";
const tooLarge = (bytes: number) =>
  `is too large (${Math.ceil(bytes / 1_000)} kB, and ${mostTogether / 1_000} kB together are read, ${mostBytes / 1_000} kB of one file). Give only the part that configures the server.`;

/** What was fetched, or a sentence after the file's name that says why there is nothing. */
export type Bytes =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "none"; readonly says: string };

/** A file's text, whatever wrote it; what is no text is told by its first bytes. */
export function decodeText(
  bytes: Buffer,
):
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none"; readonly says: string } {
  if (bytes.length === 0) return { kind: "none", says: "is empty." };
  const packed = packs.some((start) => bytes.subarray(0, start.length).equals(start));
  if (packed) return { kind: "none", says: "is packed. Unpack it first." };
  const encoding = marks.find(([mark]) => bytes.subarray(0, mark.length).equals(mark))?.[1];
  if (encoding === undefined && bytes.subarray(0, looked).includes(0)) {
    return { kind: "none", says: "is no text. Give the configuration itself." };
  }
  return { kind: "text", text: new TextDecoder(encoding ?? "utf-8").decode(bytes) };
}

/** gzip, zip, zstd, xz. */
const packs = [
  Buffer.from([0x1f, 0x8b]),
  Buffer.from([0x50, 0x4b, 0x03, 0x04]),
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
  Buffer.from([0xfd, 0x37, 0x7a, 0x58]),
];

/** Byte order marks, as Windows writes them. */
const marks: readonly (readonly [Buffer, string])[] = [
  [Buffer.from([0xff, 0xfe]), "utf-16le"],
  [Buffer.from([0xfe, 0xff]), "utf-16be"],
  [Buffer.from([0xef, 0xbb, 0xbf]), "utf-8"],
];

const looked = 8_000;
