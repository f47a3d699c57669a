import type { Flow } from "#language";
import type { Broken } from "../../../engine/catalogue.ts";
import type { RunRow } from "../../../run/run.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine, shortLine } from "../blocks/escape.ts";
import { type Reply, reply } from "./reply.ts";
import { runLine } from "./run-line.ts";

// Two blocks each; a message takes 50.
const mostRuns = 10;
const mostFlows = 25;

/** The flows that can be started, those with mistakes, and the runs that are open in this channel. */
export function list(
  flows: readonly Flow[],
  open: readonly RunRow[],
  broken: readonly Broken[] = [],
): Reply {
  return reply([
    section(["*Runbooks*", ...flows.slice(0, mostFlows).map(flowLine)].join("\n")),
    ...(broken.length === 0 ? [] : [section(leftOut(broken))]),
    section(open.length === 0 ? "No runbook is open in this channel." : "*Open in this channel*"),
    ...open
      .slice(0, mostRuns)
      .flatMap((one) => [
        section(runLine(one, flows)),
        ...row([button("Where do we stand?", { act: "status", run: one.id })]),
      ]),
  ]);
}

function leftOut(broken: readonly Broken[]): string {
  const lines = broken.slice(0, mostFlows).map(({ name, problems: [first = "", ...more] }) => {
    const others =
      more.length === 0 ? "" : ` (${more.length} more; \`handrail flows check\` says all)`;
    return `• \`${escapeLine(name)}\`: ${shortLine(first, 200)}${others}`;
  });
  return ["*Left out, because of mistakes in them*", ...lines].join("\n");
}

/** "`sqs-backlog`: A queue that backs up" */
const flowLine = ({ id, title }: Flow): string => `\`${escapeLine(id)}\`: ${shortLine(title, 200)}`;
