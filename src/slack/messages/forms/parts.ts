/** What the forms need to know of servers and durations; given by whoever knows the domain. */
export interface FormParts {
  /** Every server that the table knows, in the order in which it is offered. */
  readonly serverKinds: readonly ServerKind[];
  /** Seconds behind "75 s", "65000 ms", "1m"; undefined when it has no unit or cannot be read. */
  readonly parseDuration: (typed: string) => number | undefined;
}

export interface ServerKind {
  /** The name that an answer keeps: "nginx (compiled default; Debian package conf sets none)". */
  readonly name: string;
  /** The unit of its directive, for the hint: "ms", "s". */
  readonly unit: string;
  /** Whether it keeps connections to another server behind it. */
  readonly isProxy: boolean;
}
