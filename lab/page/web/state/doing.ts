import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Doing } from "../../acts.ts";
import type { Answer } from "../../wire.ts";

/** Does something as the person of this page; the answer's warning is shown. */
export type Do = (doing: Doing) => Promise<Answer>;

/** How elements do something. */
export const DoContext = createContext<Do>(async () => ({ acked: false, warning: null }));

/** How to do something as the person of this page. */
export const useDo = (): Do => useContext(DoContext);
