import { BadInput } from "../errors.ts";
import { setRun } from "../fold-draft.ts";
import type { Place } from "../state.ts";
import type { Slice } from "./slice.ts";

/** Lets the run live elsewhere in Slack; `anew` unless its messages went along. */
export type PlaceAct = { readonly kind: "rehome"; readonly to: Place; readonly anew: boolean };

/** The run lives elsewhere in Slack from here on. `anew`: its messages stayed behind and are posted there again. */
export type PlaceEvent = { readonly kind: "rehomed"; readonly to: Place; readonly anew: boolean };

export const placeSlice: Slice<PlaceAct, PlaceEvent> = {
  acts: {
    rehome: {
      right: "drive",
      whenClosed: true,
      withoutFlow: true,
      decide({ run, act: { to, anew } }) {
        if (to.channel === run.place.channel && to.threadTs === run.place.threadTs)
          throw new BadInput("This runbook lives here already.");
        return { kind: "rehomed", to, anew };
      },
    },
  },
  events: {
    rehomed: {
      fold: (draft, { to }) => setRun(draft, { place: to }),
      says: ({ anew }) => [
        anew ? " took the run to another place" : " learnt the channel's new id",
      ],
    },
  },
};
