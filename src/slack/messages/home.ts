import type { HomeView } from "@slack/types";
import type { Flow } from "#flow";
import type { RunRow } from "../../engine/ports.ts";

/** App Home: open runs, flows, and how to start one. */
export function home(
  _flows: readonly Flow[],
  _open: readonly RunRow[],
  _command: string,
): HomeView {
  return { type: "home", blocks: [] };
}
