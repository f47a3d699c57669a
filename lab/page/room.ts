import { z } from "zod";
import type { Played } from "../incident/contract.ts";
import { createListeners } from "./listeners.ts";
import { changeShape, openOperations, type Watched } from "./operations.ts";
import type { Change, ConsoleSeen, Operations } from "./wire.ts";

/** What the panel can show: a request path, or the console of a played world. */
export type Shown = Watched | Pick<Played, "console">;

/** What goes on outside of Slack, whatever is practised. */
export interface Room {
  readonly now: () => Operations | ConsoleSeen;
  /** Does what the page asks for. Throws in words where that cannot be. */
  readonly change: (asked: unknown) => void;
  /** Begins anew with another incident. */
  readonly watch: (shown: Shown) => void;
  readonly onChange: (listener: () => void) => () => void;
  readonly close: () => void;
}

/** Opens the room of what is practised. */
export function openRoom(first: Shown): Room {
  const listeners = createListeners();
  const enter = (shown: Shown) => {
    const room = roomOf(shown);
    room.onChange(listeners.tell);
    return room;
  };
  let inner = enter(first);
  return {
    now: () => inner.now(),
    change: (asked) => inner.change(asked),
    watch: (shown) => {
      inner.close();
      inner = enter(shown);
      listeners.tell();
    },
    onChange: listeners.add,
    close: () => inner.close(),
  };
}

function roomOf(shown: Shown): Omit<Room, "watch"> {
  if ("console" in shown) return openConsole(shown);
  const operations = openOperations(shown);
  return { ...operations, change: (asked) => operations.change(changeShape.parse(asked)) };
}

const turnShape = z.strictObject({ turns: z.string().max(40) });

/** The console of a played world, whose readings change by themselves; `clock` tells milliseconds since 1970. */
function openConsole({ console }: Pick<Played, "console">, clock = Date.now) {
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
