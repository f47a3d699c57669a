import { z } from "zod";
import type { Played } from "../incident/contract.ts";
import { createListeners } from "./listeners.ts";
import { showPath, type Watched } from "./operations.ts";
import type { ConsoleSeen, Operations, PageChange } from "./wire.ts";

/** What the panel can show: a request path, or the console of a played world. */
export type PanelContent = Watched | Pick<Played, "console">;

/** What goes on outside of Slack, whatever is practised. */
export interface Room {
  readonly now: () => Operations | ConsoleSeen;
  /** Does what the page asks for. Throws in words where that cannot be. */
  readonly change: (asked: unknown) => void;
  /** Begins anew with another incident. */
  readonly watch: (shown: PanelContent) => void;
  readonly onChange: (listener: () => void) => () => void;
  readonly close: () => void;
}

/** What one practice shows outside of Slack, and lets people do there. */
export interface PracticeShowing {
  readonly now: () => Omit<Operations, "changes"> | Omit<ConsoleSeen, "changes">;
  /** A second went by. */
  readonly tick?: () => void;
  /** Does what the page asks for, and says so. Throws in words where that cannot be. */
  readonly change: (asked: unknown) => string;
}

/** Opens the room of what is practised, which is looked at once a second; `clock` tells milliseconds since 1970. */
export function openRoom(first: PanelContent, clock = Date.now): Room {
  const listeners = createListeners();
  let showing = showingOf(first, clock);
  let changes: readonly PageChange[] = [];
  const timer = setInterval(() => {
    showing.tick?.();
    listeners.tell();
  }, 1_000);
  return {
    now: () => ({ ...showing.now(), changes }),
    change: (asked) => {
      changes = [...changes, { at: clock(), what: showing.change(asked) }];
      listeners.tell();
    },
    watch: (shown) => {
      [showing, changes] = [showingOf(shown, clock), []];
      listeners.tell();
    },
    onChange: listeners.add,
    close: () => clearInterval(timer),
  };
}

const turnShape = z.strictObject({ turns: z.string().max(40) });

const showingOf = (shown: PanelContent, clock: () => number): PracticeShowing =>
  "console" in shown
    ? {
        now: () => ({ knobs: shown.console.knobs(), readings: shown.console.readings() }),
        change: (asked) => shown.console.turn(turnShape.parse(asked).turns),
      }
    : showPath(shown, clock);
