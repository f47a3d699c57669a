import type { ComponentChildren } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import type { Answer, Brief, Sight } from "../wire.ts";
import { KnownContext, knownOf } from "./controls/options.ts";
import {
  ChangeContext,
  type ChangePath,
  type Trainer,
  TrainerContext,
} from "./operations/requests.ts";
import { Page } from "./page.tsx";
import { Modal } from "./pieces/modal.tsx";
import { Toasts, useToasts } from "./pieces/toasts.tsx";
import { DraftsContext, useDraftsKept } from "./state/drafts.ts";
import { useFeed } from "./state/feed.ts";
import { usePerson, useZone, type Zone } from "./state/preferences.ts";
import { ReaderContext, readerOf } from "./state/reader.ts";
import {
  act,
  changeOperations,
  chooseScenario,
  type Do,
  DoContext,
  tellDebrief,
} from "./state/server.ts";

/** The whole page, for one person at a time. */
export function App({ brief }: { readonly brief: Brief }) {
  const [person, setPerson] = usePerson(brief.person);
  const [zone, setZone] = useZone();
  const { sight, operations, training, isConnected } = useFeed(person);
  const [toasts, show] = useToasts();
  const telling = useCallback(async (answer: Promise<Answer>): Promise<Answer> => {
    const { warning } = await answer;
    if (warning) show(warning);
    return answer;
  }, []);
  const me = sight?.me ?? "";
  const perform = useCallback<Do>((doing) => telling(act(me, doing)), [me]);
  const change = useCallback<ChangePath>((one) => telling(changeOperations(one)), []);
  const trainer = useMemo<Trainer>(
    () => ({
      choose: (name) => telling(chooseScenario(name)),
      tell: () => telling(tellDebrief()),
    }),
    [],
  );
  if (!sight || !operations || !training)
    return <p class="waiting">Connecting to the practice incident…</p>;
  return (
    <ChangeContext value={change}>
      <TrainerContext value={trainer}>
        <Surroundings {...{ sight, zone, perform }}>
          <Page
            {...{ brief, training, sight, operations, isConnected }}
            {...{ person, setPerson, setZone }}
          />
          {sight.modal && <Modal key={sight.modal.id} view={sight.modal} />}
          <Toasts toasts={toasts} />
        </Surroundings>
      </TrainerContext>
    </ChangeContext>
  );
}

/** What elements anywhere on the page may ask for. */
function Surroundings({ sight, zone, perform, children }: SurroundingsProps) {
  const reader = useMemo(() => readerOf(sight, zone), [sight, zone]);
  const known = useMemo(() => knownOf(sight, reader), [sight]);
  return (
    <ReaderContext value={reader}>
      <KnownContext value={known}>
        <DoContext value={perform}>
          <DraftsContext value={useDraftsKept()}>{children}</DraftsContext>
        </DoContext>
      </KnownContext>
    </ReaderContext>
  );
}

interface SurroundingsProps {
  readonly sight: Sight;
  readonly zone: Zone;
  readonly perform: Do;
  readonly children: ComponentChildren;
}
