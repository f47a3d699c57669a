import type { Action, InputOf } from "../../../src/aws/allow-list.ts";

/** What is asked of AWS with one command, and what AWS answers: both as they stand on the wire. */
export interface Exchange {
  readonly action: Action;
  readonly input: object;
  readonly sends: Sent;
  /** An answer as the service writes it, and all that the SDK reads in it. */
  readonly answers: string;
  readonly gives: object;
  /** The same where there is nothing to tell; absent where the command cannot be answered so. */
  readonly empty?: { readonly answers: string; readonly gives: object };
  /** How a first page says that there is a second, and how that is asked for; absent where there are no pages. */
  readonly pages?: Pages;
}

export interface Sent {
  /** Absent where the SDK chooses the service's only path. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The action of a JSON service: "AmazonAthena.GetQueryResults". */
  readonly target?: string;
  /** The fields of a form, or a JSON object; absent where nothing is sent. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Pages {
  readonly answers: string;
  /** The field of the answer that holds the token, "page-2" in all rows. */
  readonly token: string;
  /** The field of the input that takes it, and its name on the wire. */
  readonly takes: string;
  readonly sends?: string;
}

/** A row, its input held to the command's. */
export const exchange = <A extends Action>(
  action: A,
  input: InputOf<A>,
  row: Omit<Exchange, "action" | "input">,
): Exchange => ({ action, input, ...row });

export const second = "page-2";
export const account = "123456789012";
export const region = "eu-central-1";
const elb = `arn:aws:elasticloadbalancing:${region}:${account}`;
export const balancer = `${elb}:loadbalancer/app/checkout/50dc6c495c0c9188`;
export const group = `${elb}:targetgroup/checkout-web/6d0ecf831eec9f09`;
export const listener = `${elb}:listener/app/checkout/50dc6c495c0c9188/f2f7dc8efc522ab2`;
export const rule = `${elb}:listener-rule/app/checkout/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;
