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
