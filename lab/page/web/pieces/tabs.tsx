import type { ConsoleSeen, Operations } from "../../wire.ts";
import { hashOf, type Place } from "../state/place.ts";

/** On a narrow screen: the way between Slack and the operations panel. */
export function Tabs({ place, back, operations }: TabsProps) {
  const isOperations = place.kind === "operations";
  const samples = "samples" in operations ? operations.samples : null;
  const failed = samples?.slice(-60).reduce((sum, one) => sum + one.failed, 0) ?? 0;
  return (
    <nav class="tabs" aria-label="Page">
      <a href={hashOf(back)} aria-current={isOperations ? undefined : "page"}>
        Slack
      </a>
      <a href={hashOf({ kind: "operations" })} aria-current={isOperations ? "page" : undefined}>
        Operations
        {samples && (
          <span class={failed > 0 ? "chip is-bad" : "chip is-good"}>{failed} failed</span>
        )}
      </a>
    </nav>
  );
}

interface TabsProps {
  readonly place: Place;
  /** Where Slack was left. */
  readonly back: Place;
  readonly operations: Operations | ConsoleSeen;
}
