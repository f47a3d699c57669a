/** What a bucket of access logs holds; files may be made when they are read. */
export interface LogFiles {
  /** Every file whose key begins with the prefix, in any order. */
  readonly list: (prefix: string) => readonly LogFileEntry[];
  /** A listed file's bytes. */
  readonly read: (key: string) => Buffer;
}

/** A file as a listing shows it; `size` is in bytes. */
export interface LogFileEntry {
  readonly key: string;
  readonly size: number;
}

/** Buckets by name. */
export type Buckets = Readonly<Record<string, LogFiles>>;

/** A bucket of files that are there already, by key. */
export const filesAt = (files: ReadonlyMap<string, Buffer>): LogFiles => ({
  list: (prefix) =>
    [...files]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, { length }]) => ({ key, size: length })),
  read: (key) => files.get(key) ?? Buffer.alloc(0),
});
