import { BadInput } from "../errors.ts";
import { setRun } from "../fold-draft.ts";
import type { Person } from "../visits.ts";
import { type Slice, writtenText } from "./slice.ts";

export type PeopleAct =
  | { readonly kind: "handOver"; readonly to: Person }
  | { readonly kind: "takeOver" }
  | { readonly kind: "join" };

export type PeopleEvent =
  | { readonly kind: "handedOver"; readonly to: Person }
  | { readonly kind: "tookOver" }
  | { readonly kind: "joined" };

/** Who drives, and who takes part. */
export const peopleSlice: Slice<PeopleAct, PeopleEvent> = {
  acts: {
    handOver: {
      right: "drive",
      decide: ({ act }) => ({ kind: "handedOver", to: writtenText(act.to, "to") }),
    },
    takeOver: {
      right: "drive",
      decide({ run, by }) {
        if (run.driver === by) throw new BadInput("You are driving this runbook already.");
        return { kind: "tookOver" };
      },
    },
    join: { right: "drive", decide: () => ({ kind: "joined" }) },
  },
  events: {
    handedOver: {
      fold: (draft, { to }) => setRun(draft, { driver: to }),
      says: ({ to }) => [" handed over to ", { person: to }],
    },
    tookOver: {
      fold: (draft, { by }) => setRun(draft, { driver: by }),
      says: () => [" took over"],
    },
    joined: { isMinor: true, says: () => [" joined"] },
  },
};
