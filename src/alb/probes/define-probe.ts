import {
  answerKinds,
  type Evidence,
  type FactsFor,
  type FindingOf,
  kindOf,
  type NumbersOf,
  type ProbeDeclaration,
} from "#language";
import type { Account } from "../../aws/account.ts";
import {
  type MetricOptions,
  type Window,
  wholePeriods,
  windowLengthMs,
} from "../../aws/metric-window.ts";
import type { ProbeContext } from "../../engine/ports.ts";
import type { GuardSettings } from "../../probes/network-guard.ts";
import type { EvidenceSource } from "../diagnosis/weighing/overrules.ts";
import type { LoadBalancerRef, ServerAnswer } from "../fields/field-builders.ts";
import type { AthenaSettings } from "./access-logs/ask-athena.ts";
import type { Sending } from "./retest/plan.ts";

export interface AlbProbe extends ProbeDeclaration {
  /** Whose word its evidence is where looks are weighed against each other; absent where they are not. */
  readonly weighs?: EvidenceSource;
  /** Its evidence also says what helps where it found another cause than the race. */
  readonly helps?: true;
}

/** Declares a probe of this pack; its facts, findings and numbers are typed by what stands there. */
export const defineProbe = <const Probe extends AlbProbe>(probe: Probe): Probe => probe;

/** The kinds of the facts that probes of this pack read. */
export const loadBalancerKind = kindOf<LoadBalancerRef>("loadBalancer");
export const serversKind = kindOf<readonly ServerAnswer[]>("servers");
export const { choice, number, seconds, text, url } = answerKinds;

const shown = "seen where it happens, more often than by chance";

/** What the strengths of evidence mean, by what it is drawn from. */
export const strengthMeans = {
  metrics: {
    possible: "the metrics fit, nothing proves it",
    likely: "the metrics fit, and a timeout that explains them was found",
    shown,
  },
  /** Logs are neither metrics nor timeouts. */
  logs: {
    possible: "the access logs fit, nothing proves it",
    likely: "more failures in the access logs have this shape than any other",
    shown,
  },
  backend: {
    possible: "what the log holds fits, nothing proves it",
    likely: "lines of the log come with the failures, more often than by chance",
    shown,
  },
};

export interface Means {
  /** The account and region that a load balancer lives in. */
  readonly accountFor: (where: Pick<LoadBalancerRef, "region" | "account" | "arn">) => Account;
  readonly options: ProbeOptions;
  readonly sending: Sending;
}

/** Seconds throughout. */
export interface ProbeOptions extends MetricOptions, GuardSettings {
  /** How much longer a server must keep an idle connection than the client in front of it. */
  readonly marginSeconds: number;
  /** How long a probe may take besides what it declares; 60 when absent. */
  readonly deadlineSeconds?: number;
  /** Hosts for which requests may be sent besides those that rules of listeners name. */
  readonly hosts?: readonly string[];
  /** The longest wait of a measurement; what the probe declares when absent. */
  readonly measureSeconds?: number;
  /** Between two looks at a running search of logs; one when absent. */
  readonly pollSeconds?: number;
  /** The most that one look at access logs reads, in megabytes as stored; 2,000 when absent. */
  readonly logsMegabytes?: number;
  /** Who is asked where that is not all; nobody when absent. */
  readonly athena?: AthenaSettings | undefined;
}

export interface LookInputs<Probe extends AlbProbe> extends Omit<ProbeContext, "facts">, Means {
  readonly facts: FactsFor<Probe>;
  /** The load balancer's, each question written down with what it cost. */
  readonly account: Account;
  /** The same for questions that are too many to be written down one by one. */
  readonly unrecorded: Account;
}

/** Evidence without what the declaration of its probe says already, and what was recorded; null where there is none of something. */
type Said = Omit<
  Evidence,
  "probe" | "role" | "carries" | "finding" | "numbers" | "queries" | "facts"
>;
type OrNull<Part> = {
  readonly [Key in keyof Part]: undefined extends Part[Key]
    ? Part[Key] | null | undefined
    : Part[Key];
};

export interface LookResult<Probe extends AlbProbe> extends OrNull<Said> {
  readonly finding: FindingOf<Probe> | null;
  readonly numbers: NumbersOf<Probe> & { readonly [more: string]: unknown };
  /** Beside those that were asked of the account. */
  readonly queries?: readonly string[];
  readonly facts?: unknown;
}

/** Looks. What it rejects with becomes evidence that says so. */
export type AlbLook<Probe extends AlbProbe> = (
  given: LookInputs<Probe>,
) => Promise<LookResult<Probe>>;

/** The settled periods of the fact `window`, up to now. */
export function settledWindow({
  facts,
  now: clock,
  options,
}: Pick<LookInputs<AlbProbe>, "now" | "options"> & {
  readonly facts: { readonly window?: string };
}): Window {
  const now = clock();
  const settled = now - options.metricSettleSeconds * 1_000;
  return wholePeriods(settled - windowLengthMs(facts.window), settled, now, options);
}

/** The world could not be read: no finding, and a sentence that says why and what to do. */
export const unreadResult = (
  says: string,
  more: Partial<Omit<Unread, "finding" | "says">> = {},
): Unread => ({
  finding: null,
  says,
  details: [],
  readings: [],
  numbers: {},
  ...more,
});

type Unread = Omit<LookResult<AlbProbe>, "finding" | "numbers"> & {
  readonly finding: null;
  readonly numbers: { readonly [name: string]: never };
};
