/** Reads what evidence kept; undefined where it is not there, or is something else. */
export type NumberReader<T> = (kept: unknown) => T | undefined;

export const aNumber: NumberReader<number> = (kept) =>
  typeof kept === "number" ? kept : undefined;
export const aText: NumberReader<string> = (kept) => (typeof kept === "string" ? kept : undefined);

export const oneOf =
  <const Word extends string>(...words: readonly Word[]): NumberReader<Word> =>
  (kept) =>
    words.find((word) => word === kept);

export const orNull =
  <T>(read: NumberReader<T>): NumberReader<T | null> =>
  (kept) =>
    kept === null ? null : read(kept);

/** A list, without what does not fit. */
export const listOf =
  <T>(read: NumberReader<T>): NumberReader<readonly T[]> =>
  (kept) =>
    Array.isArray(kept)
      ? kept.flatMap((one) => {
          const value = read(one);
          return value === undefined ? [] : [value];
        })
      : undefined;

/** An object with all of these, and with what is there of the others. */
export const anObject =
  <const All extends Readers, const Some extends Readers = Record<never, never>>(
    all: All,
    some?: Some,
  ): NumberReader<ReadBy<All> & Partial<ReadBy<Some>>> =>
  (kept) => {
    const read = readEach(all, kept);
    return Object.keys(all).every((name) => Object.hasOwn(read, name))
      ? ({ ...read, ...readEach(some ?? {}, kept) } as ReadBy<All> & Partial<ReadBy<Some>>)
      : undefined;
  };

export interface Readers {
  readonly [name: string]: NumberReader<unknown>;
}

export type ReadBy<R extends Readers> = {
  readonly [N in keyof R]: R[N] extends NumberReader<infer T> ? T : never;
};

/** What fits of each, by name. */
export function readEach<R extends Readers>(readers: R, kept: unknown): Partial<ReadBy<R>> {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return {};
  const all = Object.entries(readers).flatMap(([name, read]) => {
    const value = read((kept as { readonly [name: string]: unknown })[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(all) as Partial<ReadBy<R>>;
}

/** A number that can be counted with; null for NaN, infinities and whatever else is none. */
export const finiteOrNull = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
