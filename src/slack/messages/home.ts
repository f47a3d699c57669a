import type { HomeView } from "@slack/types";
import type { Flow } from "#flow";
import type { RunRow } from "../../engine/ports.ts";
import { button, context, header, row, section } from "./blocks.ts";
import { escapeLine } from "./escape.ts";
import { flowLine } from "./list.ts";
import { runLine } from "./runLine.ts";

// Two blocks each; a Home tab takes 100.
const mostRuns = 20;
const mostFlows = 20;

/** App Home: open runs, flows, and how to start one. */
export const home = (
  flows: readonly Flow[],
  open: readonly RunRow[],
  command: string,
): HomeView => ({
  type: "home",
  blocks: [
    header("Open runbooks"),
    ...(open.length === 0 ? [section("None is open.")] : []),
    ...open
      .slice(0, mostRuns)
      .flatMap((one) => [
        section(runLine(one, flows)),
        ...row([button("Where do we stand?", { act: "status", run: one.id })]),
      ]),
    header("Runbooks"),
    ...flows
      .slice(0, mostFlows)
      .flatMap((flow) => [
        section(flowLine(flow)),
        ...row([button("Start", { act: "start", item: flow.id })]),
      ]),
    context(`In a channel, type \`${escapeLine(command)}\`. In a thread, mention me.`),
  ],
});
