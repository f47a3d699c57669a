import type { Run } from "../../../run/run.ts";
import { current } from "../../../run/visits.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { shortLine } from "../blocks/escape.ts";
import { type Reply, reply } from "./reply.ts";

/** Offers to read files that someone shared in the run's thread. */
export function readingOffer(
  run: Run,
  files: readonly { readonly id: string; readonly name: string }[],
): Reply {
  const some = files.slice(0, mostFiles);
  const names = some.map(({ name }) => shortLine(name, 80)).join(", ");
  const it = some.length === 1 ? "It" : "They";
  const item = some.map(({ id }) => id).join(",");
  const handle = { run: run.id, visit: current(run).id, item };
  return reply([
    section(
      `${names}: ${it} may tell how long a server keeps idle connections. Only values, file names and lines are kept, never the text.`,
    ),
    ...row([
      button(some.length === 1 ? "Read this configuration" : "Read these configurations", {
        act: "readFile",
        ...handle,
      }),
    ]),
  ]);
}

const mostFiles = 10;
