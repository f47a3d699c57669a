import type { NamedText } from "#language";
import type { Duration } from "../links/durations.ts";
import type { Measurement } from "../links/measure-command.ts";
import type { Unit } from "../links/server.ts";
import type { ServerAnswer } from "./field-builders.ts";

/** What asking for servers needs to know of them. */
export interface ServersParts {
  /** Every server that the table knows, in the order in which it is offered. */
  readonly serverKinds: readonly ServerKind[];
  /** What a typed timeout means; a bare number is read in `unit`, and a 0 as `zero`. */
  readonly parseDuration: (typed: string, unit?: Unit, zero?: "never" | "closes") => Duration;
  /** What the pasted output of the measuring line means. */
  readonly readMeasurement: (pasted: string) => Measurement;
  /** What configurations tell of the servers behind a load balancer. */
  readonly readConfigurations: (files: readonly NamedText[]) => Promise<ReadPath>;
}

/** What was read, nearest to the load balancer first. None of the text is in it. */
export interface ReadPath {
  readonly servers: readonly {
    readonly answer: ServerAnswer;
    /** Sentences with value, file and line. */
    readonly says: readonly string[];
  }[];
  /** A sentence for each file that told nothing. */
  readonly unread: readonly string[];
}

export interface ServerKind {
  /** The name that an answer keeps: "nginx (nginx.org/docker packaged nginx.conf)". */
  readonly name: string;
  /** In a sentence, without versions and packages: "nginx". */
  readonly called: string;
  /** How its own configuration reads a bare number. */
  readonly unit: Unit;
  /** What a 0 means in it. */
  readonly zero?: "never" | "closes";
  /** Whether it keeps connections to another server behind it. */
  readonly isProxy: boolean;
  /** The heading that it stands under in the list. */
  readonly group?: string;
}
