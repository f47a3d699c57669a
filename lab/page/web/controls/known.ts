import { createContext } from "preact";
import type { Known } from "./options.ts";

/** Who and what can be picked in this workspace. */
export const KnownContext = createContext<Known>({ people: [], channels: [] });
