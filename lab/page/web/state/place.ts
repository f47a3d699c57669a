import { useEffect, useState } from "preact/hooks";

/** What of the page is looked at; a phone shows nothing else. */
export type PagePlace =
  | { readonly kind: "channels" }
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "thread"; readonly channel: string; readonly thread: string }
  | { readonly kind: "home" }
  | { readonly kind: "operations" };

/** The place as it stands in the address, so that the browser's own back leads back; `home` where it names none. */
export function usePlace(home: PagePlace): PagePlace {
  const read = () => (location.hash === "" ? home : placeIn(location.hash));
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const look = () => setPlace(read());
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return place;
}

export function goToPlace(place: PagePlace): void {
  location.hash = hashOf(place);
}

/** The address of a place within the page. */
export function hashOf(place: PagePlace): string {
  switch (place.kind) {
    case "channels":
      return "#/";
    case "channel":
      return `#/channel/${place.channel}`;
    case "thread":
      return `#/channel/${place.channel}/${place.thread}`;
    case "home":
      return "#/home";
    case "operations":
      return "#/operations";
    default:
      return place satisfies never;
  }
}

function placeIn(hash: string): PagePlace {
  const [, kind, channel, thread] = hash.split("/");
  if (kind === "home" || kind === "operations") return { kind };
  if (kind !== "channel" || !channel) return { kind: "channels" };
  return thread ? { kind: "thread", channel, thread } : { kind: "channel", channel };
}
