import type { Json } from "#language";
import { moduleUrl, runInThread } from "../../threads/bounded.ts";
import { errorLine } from "./expression.ts";
import type { Expressions, ReadQuestion, ReadResult } from "./read-all.ts";

/**
 * Reads with expressions in a thread that is ended when they take longer than two seconds or more than 256 MB: what a flow
 * asks and what the world answers may each be short, and together without end.
 */
export function createDataReader(bounds = { longestMs: 2_000, megabytes: 256 }) {
  const work = runInThread<ReadQuestion, ReadResult>(
    {
      module: moduleUrl(import.meta.url, "./read-all"),
      name: "readAll" satisfies keyof typeof import("./read-all.ts"),
    },
    bounds,
  );
  return async (data: Json, expressions: Expressions): Promise<ReadResult> => {
    try {
      const outcome = await work({ data, expressions });
      return outcome.kind === "done" ? outcome.value : tooLong(bounds);
    } catch (error) {
      return { kind: "unread", says: `This could not be read: ${errorLine(error)}.` };
    }
  };
}

export type DataReader = ReturnType<typeof createDataReader>;

const tooLong = ({
  longestMs,
  megabytes,
}: {
  longestMs: number;
  megabytes: number;
}): ReadResult => ({
  kind: "unread",
  says: `Reading this took more than ${longestMs / 1_000} s or ${megabytes} MB, so it was ended. Have the runbook read less of it.`,
});
