import { useCallback, useEffect, useState } from "preact/hooks";

/** A few words that go away by themselves. */
export interface Toast {
  readonly id: number;
  readonly text: string;
}

const shownMs = 8_000;

export function useToasts(): readonly [readonly Toast[], (text: string) => void] {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const show = useCallback((text: string) => {
    setToasts((before) => [...before.slice(-2), { id: (before.at(-1)?.id ?? 0) + 1, text }]);
  }, []);
  useEffect(() => {
    if (toasts.length === 0) return;
    const timer = setTimeout(() => setToasts((before) => before.slice(1)), shownMs);
    return () => clearTimeout(timer);
  }, [toasts]);
  return [toasts, show];
}

/** What Slack itself says, such as that the app did not answer; read aloud. */
export const Toasts = ({ toasts }: { readonly toasts: readonly Toast[] }) => (
  <div class="toasts" role="status">
    {toasts.map(({ id, text }) => (
      <p key={id}>{text}</p>
    ))}
  </div>
);
