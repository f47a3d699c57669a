import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** One line of a menu. */
export interface MenuItem {
  readonly label: string;
  readonly pick: () => void;
}

/** A button that opens a short menu; arrows move, Escape closes. */
export function Menu({ label, items }: { readonly label: string; readonly items: MenuItem[] }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  useOutside(root, isOpen, () => setOpen(false));
  const close = () => {
    setOpen(false);
    root.current?.querySelector("button")?.focus();
  };
  return (
    <span class="menu" ref={root}>
      <button
        type="button"
        class="button button-quiet"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {isOpen && <MenuItems items={items} close={close} />}
    </span>
  );
}

function MenuItems({ items, close }: { readonly items: MenuItem[]; readonly close: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  // Before a key can be pressed that is meant for it.
  useLayoutEffect(() => list.current?.querySelector("button")?.focus(), []);
  return (
    <div class="menu-items" role="menu" ref={list} onKeyDown={(event) => move(event, close)}>
      {items.map(({ label, pick }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          onClick={() => {
            close();
            pick();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function move(event: KeyboardEvent, close: () => void): void {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;
  const key = event.key;
  if (key !== "ArrowDown" && key !== "ArrowUp") return;
  event.preventDefault();
  const next = document.activeElement?.[step[key]];
  if (next instanceof HTMLElement) next.focus();
}

function useOutside(root: { current: Element | null }, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const look = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) close();
    };
    addEventListener("pointerdown", look);
    return () => removeEventListener("pointerdown", look);
  }, [isOpen]);
}
