import type { Choice, Flow } from "#language";
import type { Act } from "./act.ts";
import { BadInput, NotAllowed } from "./errors.ts";
import type { Happening, Person } from "./event.ts";
import { current } from "./fold.ts";
import type { Proposal, Run, Visit } from "./run.ts";
import { destination } from "./transitions.ts";

/** What a person picked, with what the choice asked for. */
export type Picked = Pick<Proposal, "choice" | "reason" | "answers">;

/** What picking a choice makes happen: a proposal where the flow asks for a second person, else the way it leads. */
export function picked(flow: Flow, run: Run, visit: Visit, pick: Picked): Happening {
  const choice = choiceIn(flow, visit, pick);
  if (choice?.confirm) return { kind: "proposed", visit: visit.id, ...pick, needs: choice.confirm };
  return chosen(flow, run, visit, pick);
}

/**
 * A proposal is confirmed, and counts; or taken back, by whoever thinks better of it. Throws NotAllowed for the person who
 * proposed what another one must confirm, and BadInput where it is not what waits any more.
 */
export function settled(
  flow: Flow,
  run: Run,
  visit: Visit,
  { kind, proposal }: Act & { readonly kind: "confirm" | "withdrawProposal" },
  by: Person,
): Happening {
  const { needs, by: proposedBy, choice, reason, answers } = open(visit, proposal);
  if (kind === "withdrawProposal") return { kind: "withdrew", visit: visit.id };
  if (needs === "another" && proposedBy === by)
    throw new NotAllowed("Someone else must confirm it: that is what it waits for.");
  return { ...chosen(flow, run, visit, { choice, reason, answers }), proposedBy };
}

/**
 * Whether a person may do something: any responder may do everything, but a choice that a flow leaves to the confirmers is
 * confirmed by one of them; where none are named, by someone else than who proposed it.
 */
export const responders =
  (confirmers: readonly Person[]) =>
  (person: Person, act: Act["kind"] | "start", run?: Run): true | string => {
    const proposal = act === "confirm" && run ? current(run).proposal : undefined;
    if (proposal?.needs !== "confirmer" || confirmers.includes(person)) return true;
    if (confirmers.length > 0)
      return "This is confirmed by one of the people whom your operator named for it (HANDRAIL_CONFIRMERS).";
    return proposal.by === person
      ? "Someone else must confirm it: your operator named nobody for it (HANDRAIL_CONFIRMERS)."
      : true;
  };

function chosen(flow: Flow, run: Run, visit: Visit, pick: Picked) {
  const marks = choiceIn(flow, visit, pick)?.marks;
  return {
    kind: "chosen",
    visit: visit.id,
    ...pick,
    ...(marks ? { marks } : {}),
    led: destination(flow, run, pick.choice, { ...run.facts, ...pick.answers }),
  } as const;
}

const choiceIn = (flow: Flow, { step }: Visit, { choice }: Picked): Choice | undefined =>
  flow.steps[step]?.choices[choice];

/** Nobody confirms what they did not see. */
function open({ proposal }: Visit, seen: number): Proposal {
  if (!proposal) throw new BadInput("There is nothing to confirm here: it was taken back.");
  if (proposal.event !== seen)
    throw new BadInput("Something else was picked meanwhile. The step shows what waits now.");
  return proposal;
}
