/** Things to be done when their time has come. */
export interface Script {
  /** Times in milliseconds since 1970. */
  readonly add: (at: number, does: () => void) => void;
  /** Does what is due, in order; also what that adds. */
  readonly run: (now: number) => void;
}

/** An empty script. */
export function createScript(): Script {
  let planned: readonly { readonly at: number; readonly does: () => void }[] = [];
  return {
    add: (at, does) => {
      planned = [...planned, { at, does }].toSorted((one, other) => one.at - other.at);
    },
    run: (now) => {
      for (let [first] = planned; first !== undefined && first.at <= now; [first] = planned) {
        planned = planned.slice(1);
        first.does();
      }
    },
  };
}
