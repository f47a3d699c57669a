export interface HeardAlert {
  /** Where a run was offered for it. */
  readonly channel: string;
  /** The thread under which that run lives or would live; empty while the offer is on its way. */
  readonly threadTs: string;
  /** When it was heard of last, in milliseconds since the epoch. */
  readonly heard: number;
  /** It was said to be over then. */
  readonly isOver: boolean;
  /** How often it was written. */
  readonly revision: number;
}

/** What was heard of alerts, over all processes of one database. */
export interface HeardAlerts {
  find(key: string): Promise<HeardAlert | undefined>;
  /** Writes it, unless somebody wrote it since `revision` (0: it was not there): then false. */
  put(key: string, alert: Omit<HeardAlert, "revision">, revision: number): Promise<boolean>;
  /** Removes what was heard of last before `before`. Returns how many. */
  forget(before: number): Promise<number>;
}
