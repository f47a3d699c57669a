import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Answer } from "../../wire.ts";

/** Changes the request path; the answer's warning is shown. */
export type ChangePath = (change: Readonly<Record<string, number | string>>) => Promise<Answer>;

/** How the knobs change the request path. */
export const ChangeContext = createContext<ChangePath>(async () => ({
  acked: false,
  warning: null,
}));

/** How to change the request path. */
export const useChange = (): ChangePath => useContext(ChangeContext);

/** What can be asked of a training; the answer's warning is shown. */
export interface Trainer {
  /** Another incident, by name or, without one, by chance and with a hidden cause. */
  readonly choose: (name: string | null) => Promise<Answer>;
  /** What it was, and how the walk came to it. */
  readonly tell: () => Promise<Answer>;
}

const nothing = async () => ({ acked: false, warning: null });

/** How the panel asks. */
export const TrainerContext = createContext<Trainer>({ choose: nothing, tell: nothing });

export const useTrainer = (): Trainer => useContext(TrainerContext);
