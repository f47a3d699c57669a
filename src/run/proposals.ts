import type { Choice, Flow } from "#language";
import { own } from "../language/own.ts";
import type { Act } from "./act.ts";
import { BadInput, NotAllowed } from "./errors.ts";
import type { Happening, Person } from "./event.ts";
import type { Proposal, Run, Visit } from "./run.ts";
import { destination } from "./transitions.ts";

/** What a person picked, with what the choice asked for. */
export type Picked = Pick<Proposal, "choice" | "reason" | "answers" | "said">;

/** What picking a choice makes happen: a proposal where the flow asks for a second person, else the way it leads. */
export function picked(flow: Flow, run: Run, visit: Visit, pick: Picked): Happening {
  const choice = choiceIn(flow, visit, pick);
  if (choice?.confirm) return { kind: "proposed", visit: visit.id, ...pick, needs: choice.confirm };
  return chosen(flow, run, visit, pick);
}

/**
 * A proposal is confirmed, and counts; or taken back, by whoever thinks better of it. Throws NotAllowed for the person who
 * proposed it, and BadInput where it is not what waits any more.
 */
export function settled(
  flow: Flow,
  run: Run,
  visit: Visit,
  { kind, proposal }: Act & { readonly kind: "confirm" | "withdrawProposal" },
  by: Person,
): Happening {
  const { needs, by: proposedBy, choice, reason, answers, said } = open(visit, proposal);
  if (kind === "withdrawProposal") return { kind: "withdrew", visit: visit.id };
  if (proposedBy === by) throw new NotAllowed(ownProposal[needs]);
  return { ...chosen(flow, run, visit, { choice, reason, answers, said }), proposedBy };
}

const ownProposal: { readonly [Needs in Proposal["needs"]]: string } = {
  another: "Someone else must confirm it: that is what it waits for.",
  confirmer:
    "Someone else must confirm it: nobody confirms what they proposed themselves, also no confirmer. Ask another one, or take it back and let someone else propose it.",
};

function chosen(flow: Flow, run: Run, visit: Visit, pick: Picked) {
  const marks = choiceIn(flow, visit, pick)?.marks;
  return {
    kind: "chosen",
    visit: visit.id,
    ...pick,
    ...(marks ? { marks } : {}),
    led: destination(flow, run, pick.choice),
  } as const;
}

const choiceIn = (flow: Flow, { step }: Visit, { choice }: Picked): Choice | undefined =>
  own(flow.steps[step]?.choices ?? {}, choice);

/** Nobody confirms what they did not see. */
function open({ proposal }: Visit, seen: number): Proposal {
  if (!proposal) throw new BadInput("There is nothing to confirm here: it was taken back.");
  if (proposal.event !== seen)
    throw new BadInput("Something else was picked meanwhile. The step shows what waits now.");
  return proposal;
}
