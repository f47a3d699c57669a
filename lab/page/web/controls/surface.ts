import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { PageAnswer } from "../../wire.ts";

/** What a field holds: text, an option or id, several of them, or files. */
export type FieldEntry = string | string[] | PickedFile[];

/** A file that was picked. */
export interface PickedFile {
  readonly name: string;
  /** Its bytes in base64. */
  readonly content: string;
  readonly isBase64: true;
}

/** Which control: its block and action. */
export interface ControlId {
  readonly blockId: string;
  readonly actionId: string;
}

/** What controls stand on: a message, a modal or the Home tab. */
export interface ControlSurface {
  readonly press: (which: ControlId, entry?: FieldEntry) => Promise<PageAnswer>;
}

/** The surface around a control. */
export const SurfaceContext = createContext<ControlSurface>({
  press: async () => ({ acked: false, warning: null }),
});

/** How a control is doing: at rest, waiting for the app, or not answered. */
export type Press = "rest" | "waiting" | "failed";

// As long as a warning stays beside the button.
const shownMs = 8_000;

/** Presses controls of the surface around, and tells how that goes. */
export function usePress(which: ControlId): readonly [Press, (entry?: FieldEntry) => void] {
  const { press } = useContext(SurfaceContext);
  const [state, setState] = useState<Press>("rest");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const go = async (entry?: FieldEntry) => {
    clearTimeout(timer.current);
    setState("waiting");
    const { acked } = await press(which, entry);
    setState(acked ? "rest" : "failed");
    if (!acked) timer.current = setTimeout(() => setState("rest"), shownMs);
  };
  return [state, (entry) => void go(entry)];
}
