import type { Button, KnownBlock } from "@slack/types";
import type { Flow } from "#language";
import type { Run } from "../../../../run/run.ts";
import type { Proposal, Visit } from "../../../../run/visits.ts";
import { button, section } from "../../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../../blocks/escape.ts";
import { told } from "./finished-step.ts";

/** What was picked and waits for a second person; nothing where nothing does. */
export function proposal(flow: Flow, visit: Visit): readonly KnownBlock[] {
  const { proposal: open } = visit;
  if (open === undefined) return [];
  const label = flow.steps[visit.step]?.choices[open.choice]?.label ?? open.choice;
  const why = open.reason === null ? "" : `\nReason: ${shortLine(open.reason, 1_000)}`;
  return [
    section(`${mention(open.by)} picked “${escapeLine(label)}”.${why}\n*${waits[open.needs]}*`),
    ...told(open.said),
  ];
}

export function proposalButtons(run: Run, { id: visit, proposal: open }: Visit): readonly Button[] {
  if (open === undefined) return [];
  const handle = { run: run.id, visit, item: String(open.event) };
  return [
    button("Confirm", { act: "confirm", ...handle }, "primary"),
    button("Take it back", { act: "withdrawProposal", ...handle }),
  ];
}

const waits: { readonly [Needs in Proposal["needs"]]: string } = {
  another: "It counts once someone else has confirmed it.",
  confirmer: "It counts once a confirmer has confirmed it.",
};
