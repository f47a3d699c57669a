import type { Json } from "./evidence.ts";

/** A question to a responder, as data: what kind of answer it takes, its label, and whether it may stay empty. */
export type Field =
  | FieldOf<"loadBalancer">
  | FieldOf<"targetGroup">
  | FieldOf<"url">
  | (FieldOf<"seconds"> & { readonly initial?: number })
  | (FieldOf<"text"> & { readonly long?: boolean })
  | (FieldOf<"number"> & { readonly initial: number; readonly min: number; readonly max: number })
  | (FieldOf<"choice"> & { readonly options: readonly string[]; readonly initial?: string })
  | FieldOf<"config">;

export type FieldKind = Field["kind"];
export type Fields = { readonly [name: string]: Field };

/** Answers by field name. The shape of each is that of its kind, see {@link AnswerOf}. */
export type Answers = { readonly [name: string]: Json };

/** The shape of an answer, by the kind of its field. */
export interface AnswerOf {
  readonly loadBalancer: LoadBalancerRef;
  readonly targetGroup: { readonly arn: string; readonly name: string };
  readonly url: string;
  readonly seconds: number;
  readonly number: number;
  readonly text: string;
  readonly choice: string;
  readonly config: readonly ServerAnswer[];
}

/** A load balancer as a responder named it; `arn` is absent while AWS could not be asked. */
export type LoadBalancerRef = {
  readonly name: string;
  readonly region: string;
  readonly account?: string;
  readonly arn?: string;
};

/** One server on the request path as a responder described it, nearest to the load balancer first. */
export type ServerAnswer = {
  /** `server` column of the table in keepalive/servers: "Node.js http (v20 late, v22 - v26)". */
  readonly kind: string;
  /** How long it lets an idle connection from its client stay open. */
  readonly closes: IdleAnswer;
  /** For a proxy: how long it keeps an idle connection to the server behind it. */
  readonly keeps?: IdleAnswer;
  readonly port?: number;
};

/** How a timeout is known. "default" means the responder confirmed that nothing overrides the server's default. */
export type IdleAnswer = {
  readonly how: "read" | "measured" | "default" | "unknown";
  /** Seconds; absent for "default" and "unknown", and for a state that has none. */
  readonly seconds?: number;
  /**
   * What seconds alone cannot say: never closes; closes after each response, with or without saying so in a Connection: close
   * header; was still open after `seconds`.
   */
  readonly state?: "never" | "closes" | "closes-silently" | "at-least";
  /** File and line, console page or command where it was read. */
  readonly where?: string;
};

export const loadBalancer = (label: string) => ({ kind: "loadBalancer", label }) as const;
export const targetGroup = (label: string) => ({ kind: "targetGroup", label }) as const;
export const url = (label: string) => ({ kind: "url", label }) as const;
export const seconds = (label: string, initial?: number) =>
  ({ kind: "seconds", label, ...(initial === undefined ? {} : { initial }) }) as const;
export const text = (label: string) => ({ kind: "text", label }) as const;
export const longText = (label: string) => ({ kind: "text", label, long: true }) as const;
export const number = (label: string, initial: number, min: number, max: number) =>
  ({ kind: "number", label, initial, min, max }) as const;
export const choice = (label: string, options: readonly [string, ...string[]]) =>
  ({ kind: "choice", label, options, initial: options[0] }) as const;
export const config = (label: string) => ({ kind: "config", label }) as const;

/** The same question, which may stay unanswered. */
export const optional = <F extends Field>(field: F) => ({ ...field, optional: true }) as const;

interface FieldOf<Kind extends string> {
  readonly kind: Kind;
  readonly label: string;
  readonly optional?: boolean;
}
