import { useEffect, useRef } from "preact/hooks";

// Nearer to the end than this counts as reading the end.
const nearPixels = 90;

/** A list that stays at its end while it grows, until its reader scrolls up. `of` names what is listed. */
export function useStickToEnd(of: string) {
  const frame = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const toEnd = () => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    };
    isAtEnd.current = true;
    toEnd();
    const look = () => {
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      isAtEnd.current = below < nearPixels;
    };
    element.addEventListener("scroll", look, { passive: true });
    const watch = new ResizeObserver(toEnd);
    for (const child of element.children) watch.observe(child);
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [of]);
  return frame;
}
