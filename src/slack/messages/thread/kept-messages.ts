import type { PostMessage } from "../blocks/message.ts";

/**
 * Keeps the message of each thing that a run holds, as long as the thing is the same object and what else it was made from is the
 * same: most of a long thread never changes again, and a repaint then costs what is new.
 */
export function settled<Of extends object>() {
  const kept = new WeakMap<Of, { readonly from: readonly unknown[]; readonly made: PostMessage }>();
  return (of: Of, from: readonly unknown[], make: () => PostMessage): PostMessage => {
    const known = kept.get(of);
    if (known?.from.every((part, index) => part === from[index])) return known.made;
    const made = make();
    kept.set(of, { from, made });
    return made;
  };
}
