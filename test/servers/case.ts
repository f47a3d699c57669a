import { access } from "node:fs/promises";

/** A server as it is really started, and what is known of it beforehand. */
export interface Case {
  /** "nginx, keepalive_timeout 3s". */
  readonly name: string;
  /** Its name in the table of servers. */
  readonly kind: string;
  readonly program: Program;
  /** Arguments and environment, for this port and the folder in which the files are. */
  readonly start: (at: At) => { readonly args: readonly string[]; readonly env?: Environment };
  /** What is written into the folder, by name. */
  readonly files: (at: At) => Readonly<Record<string, string>>;
  /** The files that `handrail keepalive read` is given, by name; or what a program prints of them. */
  readonly read: readonly string[] | { readonly printedBy: (at: At) => readonly string[] };
  /** What the documentation of these settings says that it does. */
  readonly closes: Closes;
  /** Nothing sets the timeout: the table's default must hold. */
  readonly isDefault?: true;
  /** The limit of requests that its settings give a connection. */
  readonly requestCap?: number;
}

export interface At {
  readonly port: number;
  readonly folder: string;
}

export type Environment = Readonly<Record<string, string>>;

/** An idle connection is closed after `seconds`, or up to `late` seconds later where its timer is coarse. */
export type Closes =
  | { readonly kind: "seconds"; readonly seconds: number; readonly late: number }
  | { readonly kind: "after-response"; readonly announced: boolean };

export const after = (seconds: number, late = 0): Closes => ({ kind: "seconds", seconds, late });

/** A program, where it may be, and where it comes from. */
export interface Program {
  readonly name: string;
  /** Its absolute path; undefined where it is not here. */
  readonly find: () => Promise<string | undefined>;
  /** How to get it: "apt-get install --no-install-recommends nginx-light". */
  readonly install: string;
}

/** A program from Debian. */
export const debian = (name: string, path: string, packageName: string): Program => ({
  name,
  find: () =>
    access(path).then(
      () => path,
      () => undefined,
    ),
  install: `apt-get install --no-install-recommends ${packageName}`,
});
