import type { Side, TimeoutState } from "./reading.ts";

/** What a reader of one format found in one place, before places are compared. */
export interface Found {
  /** `id` of the server table, or "unknown". */
  readonly server: string;
  readonly side: Side;
  readonly value: Value;
  readonly file: string;
  readonly line: number;
  /** Holds only where no other file says more about the same server: a default, or that nothing was found. */
  readonly weak?: true;
  /** It comes from a line that starts a program, or from a call by which a program's source starts a server. */
  readonly via?: "command" | "call";
  /** What that line starts, so that the same program is known again elsewhere; and how near to what runs the line is. */
  readonly started?: { readonly what: string; readonly nearness: number };
  /** What in a file that was not given may override it: the text is a part of the whole. */
  readonly unless?: string;
  /** The profile of Spring that it holds for; empty for what holds unless a profile says otherwise. */
  readonly profile?: string;
  /** The files that a start command took settings from; they are then no server of their own. */
  readonly uses?: readonly string[];
  readonly notes?: readonly Candidate[];
  /** The program's file, or the script, that a command runs. */
  readonly runs?: EntryPoint;
  /** The script of a package.json that says so. */
  readonly script?: string;
}

/** What a command runs: a file or a module of a program, a script of a package.json, or something that is not understood. */
export interface EntryPoint {
  readonly kind: "node" | "python" | "script" | "other";
  /** A path, or a script's name. */
  readonly name: string;
}

/** The `server` of what says only that something is started. */
export const startOnly = "start";

export type Value =
  | { readonly kind: "set"; readonly seconds: number }
  /** `seconds` is absent where the table's default applies. */
  | { readonly kind: "default"; readonly seconds?: number }
  | { readonly kind: "never" }
  | { readonly kind: "closes" }
  | { readonly kind: "unknown"; readonly why: string; readonly perhaps?: readonly Candidate[] };

/** A value that may apply, and one sentence of ours about it. */
export interface Candidate {
  readonly says: string;
  readonly seconds: number | null;
  readonly state: TimeoutState;
}

/** A text to read: a given file, or what stands inside of one, such as an nginx.conf in a ConfigMap. */
export interface Source {
  /** The given file's name. */
  readonly file: string;
  /** The name it is recognised by, which inside of another file is its own. */
  readonly as: string;
  readonly text: string;
  /** The line of the given file on which the text begins. */
  readonly firstLine: number;
}

export const byDefault: Value = { kind: "default" };
export const neverCloses: Value = { kind: "never" };
export const noReuse: Value = { kind: "closes" };

/** Not known, with a sentence that says why, and the values that it may be. */
export const unclear = (why: string, ...perhaps: readonly Candidate[]): Value =>
  perhaps.length === 0 ? { kind: "unknown", why } : { kind: "unknown", why, perhaps };

/** A value that may apply, from a value that would. */
export function candidate(says: string, value: Value): Candidate {
  if (value.kind === "set") return { says, seconds: value.seconds, state: "set" };
  if (value.kind === "default") return { says, seconds: value.seconds ?? null, state: "default" };
  return { says, seconds: null, state: value.kind };
}

/** All that an uncertain value may be, in sentences; a certain one is its own only candidate. */
export const candidatesOf = (says: string, value: Value): readonly Candidate[] =>
  value.kind === "unknown" ? (value.perhaps ?? []) : [candidate(says, value)];

/** A remark without a value. */
export const remarkOnly = (says: string): Candidate => ({ says, seconds: null, state: "unknown" });
