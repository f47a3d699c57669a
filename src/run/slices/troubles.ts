import { BadInput } from "../errors.ts";
import { setRun } from "../fold-draft.ts";
import { withoutFullStop } from "../sentence.ts";
import type { Slice } from "./slice.ts";

export type TroubleAct = { readonly kind: "retry" };

export type TroubleEvent =
  | { readonly kind: "gaveUp"; readonly work: string; readonly why: string }
  | { readonly kind: "retried" };

/** Work that failed until it was given up, and that someone has tried again. */
export const troublesSlice: Slice<TroubleAct, TroubleEvent> = {
  acts: {
    retry: {
      right: "drive",
      whenClosed: true,
      withoutFlow: true,
      decide({ run }) {
        if (run.troubles.length === 0)
          throw new BadInput("Nothing was given up: there is nothing to try again.");
        return { kind: "retried" };
      },
    },
  },
  events: {
    gaveUp: {
      fold(draft, { work, why, at }) {
        draft.troubles.push({ work, why, at });
        if (work === "check") setRun(draft, { checking: false });
      },
      says: ({ work, why }) => [` gave up “${work}” after several tries: ${withoutFullStop(why)}`],
    },
    retried: {
      fold(draft) {
        draft.troubles = [];
      },
      says: () => [" asked to try again what was given up"],
    },
  },
};
