import { useMemo, useState } from "preact/hooks";
import type { Brief, ConsoleSeen, Operations, Sight, Training } from "../wire.ts";
import { OperationsPanel } from "./operations/panel.tsx";
import { Channel, Thread } from "./pieces/conversation.tsx";
import { Home } from "./pieces/home.tsx";
import { Sidebar } from "./pieces/sidebar.tsx";
import { hashOf, type PagePlace, usePlace } from "./state/place.ts";
import { useTheme } from "./state/preferences.ts";

/** Sidebar, channel, thread and operations side by side; a phone shows the one that the place names. */
export function Page(props: PageProps) {
  const { sight, brief, training, operations, isConnected, person, setPerson, setZone } = props;
  const home = useMemo<PagePlace>(
    () => ({ kind: "channel", channel: brief.channel }),
    [brief.channel],
  );
  const asked = usePlace(home);
  const place = isThere(sight, asked) ? asked : home;
  const [theme, setTheme] = useTheme();
  const [lastSlack, setLastSlack] = useState<PagePlace>(place);
  if (place.kind !== "operations" && place !== lastSlack) setLastSlack(place);
  const shown = place.kind === "operations" ? lastSlack : place;
  // The request path changes every second; Slack is drawn again only when something in it has.
  const slack = useMemo(
    () => (
      <main class="workspace">
        <Panes {...{ sight, brief, training }} place={shown} />
      </main>
    ),
    [sight, brief, training, shown],
  );
  return (
    <div class={`page at-${place.kind} has-${shown.kind}`}>
      <h1 class="unseen">Handrail practice</h1>
      {!isConnected && (
        <p class="lost" role="alert">
          The practice incident does not answer. Start it again with <code>npm run demo</code>.
        </p>
      )}
      <Sidebar {...{ sight, theme, setTheme, person, setPerson, setZone }} place={shown} />
      {slack}
      <OperationsPanel operations={operations} training={training} />
      <Tabs place={place} back={shown} operations={operations} />
    </div>
  );
}

interface PageProps {
  readonly brief: Brief;
  readonly training: Training;
  readonly sight: Sight;
  readonly operations: Operations | ConsoleSeen;
  readonly isConnected: boolean;
  /** Who was chosen; what they see follows a moment later. */
  readonly person: string;
  readonly setPerson: (id: string) => void;
  /** Shows times by another clock. */
  readonly setZone: (zone: string) => void;
}

/** A thread of an incident that was cleared away is not. */
const isThere = ({ messages }: Sight, place: PagePlace): boolean =>
  place.kind !== "thread" || messages.some(({ ts }) => ts === place.thread);

type PanesProps = Pick<PageProps, "sight" | "brief" | "training"> & { readonly place: PagePlace };

function Panes({ sight, brief, training, place }: PanesProps) {
  if (place.kind === "home") return <Home sight={sight} />;
  const channel = "channel" in place ? place.channel : brief.channel;
  return (
    <>
      <Channel key={channel} {...{ sight, channel, brief, training }} />
      {place.kind === "thread" && (
        <Thread key={place.thread} sight={sight} channel={channel} thread={place.thread} />
      )}
    </>
  );
}

/** On a narrow screen: the way between Slack and the operations panel. */
function Tabs({ place, back, operations }: TabsProps) {
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
  readonly place: PagePlace;
  /** Where Slack was left. */
  readonly back: PagePlace;
  readonly operations: Operations | ConsoleSeen;
}
