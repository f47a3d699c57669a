import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Brief, Sight } from "../wire.ts";
import { KnownContext, knownOf } from "./controls/options.ts";
import { Page } from "./page.tsx";
import { Modal } from "./pieces/modal.tsx";
import { Toasts, useToasts } from "./pieces/toasts.tsx";
import { DraftsContext, useDraftsKept } from "./state/drafts.ts";
import { useFeed } from "./state/feed.ts";
import { usePerson, useZone, type Zone } from "./state/preferences.ts";
import { ReaderContext, readerOf } from "./state/reader.ts";
import { type Actions, ActionsContext, actionsOf } from "./state/server.ts";

/** The whole page, for one person at a time. */
export function App({ brief }: { readonly brief: Brief }) {
  const [person, setPerson] = usePerson(brief.person);
  const [zone, setZone] = useZone();
  const { sight, operations, training, isConnected } = useFeed(person);
  const [toasts, show] = useToasts();
  const me = sight?.me ?? "";
  const actions = useMemo(
    () => actionsOf(me, ({ warning }) => void (warning && show(warning))),
    [me],
  );
  if (!sight || !operations || !training)
    return <p class="waiting">Connecting to the practice incident…</p>;
  return (
    <Surroundings {...{ sight, zone, actions }}>
      <Page
        {...{ brief, training, sight, operations, isConnected }}
        {...{ person, setPerson, setZone }}
      />
      {sight.modal && <Modal key={sight.modal.id} view={sight.modal} />}
      <Toasts toasts={toasts} />
    </Surroundings>
  );
}

/** What elements anywhere on the page may ask for. */
function Surroundings({ sight, zone, actions, children }: SurroundingsProps) {
  const reader = useMemo(() => readerOf(sight, zone), [sight, zone]);
  const known = useMemo(() => knownOf(sight, reader), [sight]);
  return (
    <ReaderContext value={reader}>
      <KnownContext value={known}>
        <ActionsContext value={actions}>
          <DraftsContext value={useDraftsKept()}>{children}</DraftsContext>
        </ActionsContext>
      </KnownContext>
    </ReaderContext>
  );
}

interface SurroundingsProps {
  readonly sight: Sight;
  readonly zone: Zone;
  readonly actions: Actions;
  readonly children: ComponentChildren;
}
