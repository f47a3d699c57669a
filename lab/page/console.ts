import { z } from "zod";
import type { Played } from "../incident/contract.ts";
import { createListeners } from "./listeners.ts";
import type { Change, ConsoleSeen } from "./wire.ts";

const turnShape = z.strictObject({ turns: z.string().max(40) });

/** The console of a played world, whose readings change by themselves; `clock` tells milliseconds since 1970. */
export function openConsole({ console }: Pick<Played, "console">, clock = Date.now) {
  let changes: readonly Change[] = [];
  const listeners = createListeners();
  const timer = setInterval(listeners.tell, 1_000);
  return {
    now: (): ConsoleSeen => ({ knobs: console.knobs(), readings: console.readings(), changes }),
    change: (asked: unknown) => {
      const { turns } = turnShape.parse(asked);
      changes = [...changes, { at: clock(), what: console.turn(turns) }];
      listeners.tell();
    },
    onChange: listeners.add,
    close: () => clearInterval(timer),
  };
}
