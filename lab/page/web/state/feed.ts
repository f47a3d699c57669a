import { useEffect, useState } from "preact/hooks";
import type { ConsoleSeen, Operations, Sight, Training } from "../../wire.ts";

/** The newest that the server told. */
export interface NewestState {
  readonly sight: Sight | null;
  readonly operations: Operations | ConsoleSeen | null;
  readonly training: Training | null;
  readonly isConnected: boolean;
}

const nothing: NewestState = { sight: null, operations: null, training: null, isConnected: true };

/** Follows what a person sees, the request path, and the incident that is practised. */
export function useFeed(person: string | null): NewestState {
  const [told, setTold] = useState(nothing);
  useEffect(() => {
    if (person === null) return;
    const source = new EventSource(`feed?as=${encodeURIComponent(person)}`);
    const hear = (name: "sight" | "operations" | "training") =>
      source.addEventListener(name, ({ data }) => {
        setTold((before) => ({ ...before, isConnected: true, [name]: JSON.parse(data) }));
      });
    hear("training");
    hear("sight");
    hear("operations");
    source.onerror = () => setTold((before) => ({ ...before, isConnected: false }));
    return () => source.close();
  }, [person]);
  return told;
}
