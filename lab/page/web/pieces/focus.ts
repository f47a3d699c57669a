import { useEffect, useRef } from "preact/hooks";

/**
 * Keeps the keyboard where the eye is: when the control that had the focus is gone with what it asked, the newest message has
 * it, for there stands what is asked next.
 */
export function useFocusKept(frame: { readonly current: HTMLElement | null }): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const list = frame.current;
    const keep = ({ target }: FocusEvent) => {
      last.current = target instanceof Element ? target : null;
    };
    // Where the focus went by itself, nothing is to be mended.
    const forget = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) last.current = null;
    };
    list?.addEventListener("focusin", keep);
    list?.addEventListener("focusout", forget);
    return () => {
      list?.removeEventListener("focusin", keep);
      list?.removeEventListener("focusout", forget);
    };
  }, []);
  // After every drawing: the control that was pressed may be gone with it.
  useEffect(() => {
    const isLost = last.current?.isConnected === false && document.activeElement === document.body;
    if (!isLost) return;
    last.current = null;
    const newest = [...(frame.current?.querySelectorAll<HTMLElement>("article") ?? [])].at(-1);
    newest?.focus({ preventScroll: true });
  });
}
