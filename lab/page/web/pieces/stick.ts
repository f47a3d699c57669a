import { useEffect, useRef, useState } from "preact/hooks";

// Nearer to the end than this counts as reading the end.
const nearPixels = 90;

/** A list that follows its end while it grows, until its reader scrolls up. */
export interface Sticky {
  readonly frame: { readonly current: HTMLDivElement | null };
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
}

/** Makes a list stick to its end; `of` names what is listed, another list begins at its end again. */
export function useStickToEnd(of: string): Sticky {
  const frame = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);
  const toEnd = () => frame.current?.scrollTo({ top: frame.current.scrollHeight });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    follows.current = true;
    const look = () => {
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      follows.current = below < nearPixels;
      setAtEnd(follows.current);
    };
    const grow = () => (follows.current ? toEnd() : undefined);
    element.addEventListener("scroll", look, { passive: true });
    const watch = new ResizeObserver(grow);
    for (const child of [element, ...element.children]) watch.observe(child);
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [of]);
  return { frame, isAtEnd, toEnd };
}
