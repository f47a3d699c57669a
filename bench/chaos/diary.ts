import type { Told, Wanted } from "./told.ts";

/** What walkers were told, written down as it happens. */
export interface Diary {
  readonly write: (entry: Heard) => void;
  /** An event that was sent again got an answer; for what happens to a run through it, the run stands behind its id. */
  readonly answeredAgain: (event: string, attempt: Omit<Attempt, "isRefused">) => void;
  /** One entry for each thing asked for, however often it was sent. */
  readonly told: () => readonly Told[];
  /** Calls the listener whenever someone is told that something is done; returns how to stop. */
  readonly onPromise: (listener: () => void) => () => void;
  /** A text that no one else types. */
  readonly unique: (what: string) => string;
}

/** One attempt at one thing. */
export interface Heard extends Attempt {
  readonly id: string;
  readonly by: string;
  readonly wants: Wanted;
  readonly about?: string;
  readonly ruled?: Told["ruled"];
}

/** Times in milliseconds since the epoch. */
export interface Attempt {
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly acked: boolean;
  /** Asked at the end, for a refusal may be told after the acknowledgement. */
  readonly isRefused: () => boolean;
}

/** Starts with nothing written. */
export function createDiary(seed: number): Diary {
  const entries = new Map<string, Heard[]>();
  const listeners = new Set<() => void>();
  let last = 0;
  const write = (entry: Heard) => {
    entries.set(entry.id, [...(entries.get(entry.id) ?? []), entry]);
    if (entry.acked && !entry.isRefused()) for (const listener of [...listeners]) listener();
  };
  return {
    write,
    answeredAgain: (event, attempt) => {
      const asked = [...entries.values()].flatMap(([first]) => first ?? []);
      for (const first of asked)
        if (first.id.split(" ")[0] === event) write({ ...first, ...attempt });
    },
    told: () => [...entries.values()].flatMap(merged),
    onPromise: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    unique: (what) => {
      last += 1;
      return `${what} ${seed} ${last}`;
    },
  };
}

function merged(attempts: readonly Heard[]): readonly Told[] {
  const [first] = attempts;
  if (!first) return [];
  const { id, by, wants, about, ruled } = first;
  const answered = attempts.filter(({ acked }) => acked);
  return [
    {
      id,
      by,
      wants,
      ...(about && { about }),
      ...(ruled && { ruled }),
      sentAt: first.sentAt,
      answeredAt: Math.max(
        ...(answered.length > 0 ? answered : attempts).map((one) => one.answeredAt),
      ),
      acked: answered.length > 0,
      refused: answered.every((one) => one.isRefused()),
    },
  ];
}
