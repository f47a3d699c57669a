import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Sight } from "../../wire.ts";
import type { Zone } from "./preferences.ts";

/** Who reads, and how ids become names. */
export interface PageReader {
  readonly me: string;
  /** IANA time zone. */
  readonly tz: string;
  readonly userName: (id: string, otherwise?: string) => string;
  readonly channelName: (id: string, otherwise?: string) => string;
}

/** The reader as the page's elements find it. */
export const ReaderContext = createContext<PageReader>({
  me: "",
  tz: "UTC",
  userName: (id) => id,
  channelName: (id) => id,
});

/** The reader of this page. */
export const useReader = (): PageReader => useContext(ReaderContext);

/** The reader of what one person sees, by a clock that was chosen, else by their own. */
export function readerOf({ me, people, bot, channels }: Sight, zone: Zone): PageReader {
  const names = new Map([
    ...people.map(({ id, realName }) => [id, realName] as const),
    [bot.id, bot.name] as const,
    ["USLACKBOT", "Slackbot"] as const,
  ]);
  const channelNames = new Map(channels.map(({ id, name }) => [id, name]));
  return {
    me,
    tz: zone ?? people.find(({ id }) => id === me)?.tz ?? "UTC",
    userName: (id, otherwise) => names.get(id) ?? otherwise ?? id,
    channelName: (id, otherwise) => channelNames.get(id) ?? otherwise ?? id,
  };
}
