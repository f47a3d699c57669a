import { createContext } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";

/** Messages that were begun, by channel and thread, and how to change one. */
export const DraftsContext = createContext<Drafts>([{}, () => {}]);

/** The message that was begun in a place, as "CHANNEL THREAD". */
export function useDraft(place: string): readonly [string, (text: string) => void] {
  const [drafts, set] = useContext(DraftsContext);
  return [drafts[place] ?? "", (text) => set(place, text)];
}

/** Keeps begun messages as long as the page is open. */
export function useDraftsKept(): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  return useMemo(() => {
    const set = (place: string, text: string) =>
      setDrafts((before) => ({ ...before, [place]: text }));
    return [drafts, set];
  }, [drafts]);
}

type Drafts = readonly [Readonly<Record<string, string>>, (place: string, text: string) => void];
