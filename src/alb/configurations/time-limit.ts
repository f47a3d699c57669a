import type { NamedText } from "#language";
import { moduleUrl, runInThread, type ThreadOutcome } from "../../threads/bounded.ts";
import { type Described, shortName } from "./describe-files.ts";
import { mergeReadings } from "./merge-readings.ts";
import { unreadFile } from "./read-by-kind.ts";
import type { IdleReading } from "./reading.ts";

/** Reading configurations in a thread that is ended after two seconds: a file that takes longer is said to, by name. */
export interface ReadingInTime {
  readonly describe: (files: readonly NamedText[]) => Promise<Described>;
  readonly read: (files: readonly NamedText[]) => Promise<readonly IdleReading[]>;
}

/** `longestMs`: milliseconds that one reading may take; 2,000 unless told. */
export function createReading(longestMs = 2_000): ReadingInTime {
  const bounds = { longestMs };
  const describing = runInThread<readonly NamedText[], Described>(places.describe, bounds);
  const reading = runInThread<readonly NamedText[], readonly IdleReading[]>(places.read, bounds);
  return {
    describe: async (files) => {
      const { value, tooLong } = await readWithTimeLimit(describing, files);
      const unread = tooLong.map(({ name }) => `${shortName(name)}: ${says}`);
      return { servers: value?.servers ?? [], unread: [...(value?.unread ?? []), ...unread] };
    },
    read: async (files) => {
      const { value = [], tooLong } = await readWithTimeLimit(reading, files);
      const sources = tooLong.map((file) => ({ file: file.name, as: file.name, text: "" }));
      const lost = sources.map((source) => unreadFile({ ...source, firstLine: 1 }, says));
      return [...value, ...mergeReadings(lost)];
    },
  };
}

const places = {
  describe: {
    module: moduleUrl(import.meta.url, "./describe-files"),
    name: "describeFiles" satisfies keyof typeof import("./describe-files.ts"),
  },
  read: {
    module: moduleUrl(import.meta.url, "./read"),
    name: "read" satisfies keyof typeof import("./read.ts"),
  },
};

const says =
  "this file takes too long to read (more than 2 s or 512 MB), so reading it was ended. Give only the part that configures the server.";

interface InTime<Value> {
  /** Undefined where no file is left. */
  readonly value?: Value;
  readonly tooLong: readonly NamedText[];
}

/** Reads files together; where that takes too long, without those that take too long by themselves. */
export async function readWithTimeLimit<Value>(
  work: (files: readonly NamedText[]) => Promise<ThreadOutcome<Value>>,
  files: readonly NamedText[],
): Promise<InTime<Value>> {
  const together = await work(files);
  if (together.kind === "done") return { value: together.value, tooLong: [] };
  if (files.length === 1) return { tooLong: files };
  const alone: NamedText[] = [];
  for (const file of files) if ((await work([file])).kind === "done") alone.push(file);
  const tooLong = files.filter((file) => !alone.includes(file));
  if (alone.length === 0 || tooLong.length === 0) return { tooLong: files };
  const rest = await readWithTimeLimit(work, alone);
  return { ...rest, tooLong: [...tooLong, ...rest.tooLong] };
}
