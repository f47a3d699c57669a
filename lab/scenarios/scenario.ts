import type { Random } from "../alb/random.ts";
import type { TargetGroupResource } from "../aws/estate.ts";
import type { FailureCause } from "../logs/causes.ts";
import type { Fleet, Manners } from "./fleet.ts";

/** What is told of an incident that can be practised. */
export interface ScenarioBriefing {
  /** As it is typed: "connect-refused". */
  readonly name: string;
  /** Names the cause; hidden in a training. */
  readonly title: string;
  /** What customers and colleagues report. It gives nothing away. */
  readonly report: string;
  /** How to tell it next time, in a line. */
  readonly hint: string;
  readonly truth: Omit<Truth, "verdict" | "walk"> & { readonly walk: readonly WalkChoice[] };
}

/** An incident at a load balancer: what goes wrong, what can be found out about it, and how a good walk goes. */
export interface Scenario extends ScenarioBriefing {
  readonly truth: Truth;
  /** The servers behind the load balancer, nearest first, as a responder can look them up. */
  readonly path: readonly Hop[];
  /** What else a responder can find out, by the name of the field that asks for it. */
  readonly known?: Readonly<Record<string, string | number>>;
  /** Whether the load balancer writes access logs. */
  readonly logs: boolean;
  readonly idleTimeoutSeconds?: number;
  readonly traffic?: ClientTraffic;
  readonly group?: Partial<Pick<TargetGroupResource, "protocol" | "targetType" | "version">>;
  /** How targets leave. */
  readonly manners?: Manners;
  /** How long ago it began; two hours unless told. */
  readonly beganHoursAgo?: number;
  /** What makes requests fail besides the race, from then on. */
  readonly causes?: (world: PlayedScenario) => readonly FailureCause[];
  /** What happens to the targets and the settings until now, and later by itself. */
  readonly happens?: (world: PlayedScenario) => void;
}

/** What is really so. */
export interface Truth {
  /** In a sentence or two. */
  readonly says: string;
  /** What `handrail diagnose` may call it with all that can be read. */
  readonly verdict: readonly string[];
  /** The steps of a good walk, in order. */
  readonly walk: readonly Stride[];
  /** The end of the runbook that it leads to. */
  readonly end: string;
  /** The probes that tell it, and what they say of it, in a sentence. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** A choice of a good walk. */
export interface WalkChoice {
  readonly step: string;
  readonly choice: string;
  /** With this choice the cause is named. */
  readonly settles?: true | undefined;
  /** Other choices there that are as good, because what is found varies by chance. */
  readonly also?: readonly string[];
}

/** One step of a good walk at a load balancer. */
export interface Stride extends WalkChoice {
  /** What the step's probe finds; the choice, unless told. */
  readonly finds?: string;
  /** What is done outside of Slack before choosing, and how many minutes of traffic then go by. */
  readonly does?: "fix" | "deploy";
  readonly waitMinutes?: number;
}

/** One server on the request path. Seconds throughout. */
export interface Hop {
  /** Its name in the table of servers that Handrail knows, and in a sentence. */
  readonly kind: string;
  readonly called: string;
  /** When it closes an idle connection, as its configuration says. */
  readonly closes: number;
  /** What it adds to that by itself. */
  readonly adds?: number;
  /** For a proxy: how long it keeps an idle connection to the server behind it. */
  readonly keeps?: number;
  /** Where that is written, and how so many seconds read there: "server.js, line 12", "server.keepAliveTimeout = 5000". */
  readonly where: string;
  readonly line: (seconds: number) => string;
}

/** What clients send. */
export interface ClientTraffic {
  /** Requests a second at the least scale; more targets and nodes share more of them. */
  readonly requestsPerSecond?: number;
  /** By a clock instead of by chance: how much each wait differs from the mean, 0 to 1. */
  readonly unevenness?: number;
  readonly postShare?: number;
  readonly serviceSeconds?: number;
  readonly roundTripSeconds?: number;
  readonly hosts?: number;
  readonly nodes?: number;
  readonly paths?: readonly string[];
}

/** A scenario as it goes on. Times in milliseconds since 1970, all else in seconds. */
export interface PlayedScenario {
  /** When what is known of it begins, when the failures do, and when the practice does. */
  readonly from: number;
  readonly began: number;
  readonly now: number;
  readonly random: Random;
  readonly fleet: Fleet;
  readonly settings: WorldSettings;
  /** Does something at a moment, also one to come. */
  readonly at: (moment: number, does: () => void) => void;
  /** Replaces every target by a new one, each as its manners are then, in three minutes at most where nothing else is said. */
  readonly deploy: (at: number, longestMs?: number) => void;
  /** Notes a call in CloudTrail. */
  readonly call: (call: RecordedCall) => void;
}

/** A call that CloudTrail records. */
export interface RecordedCall {
  readonly at: number;
  readonly name: string;
  readonly by: Caller;
  readonly request: object;
}

/** Who calls: a person with a role, a pipeline, or a service. */
export type Caller = "alice" | "pipeline" | "autoscaling";

/** What can be changed meanwhile, read anew for each request. */
export interface WorldSettings {
  readonly hops: Hop[];
  idleTimeoutSeconds: number;
  requestsPerSecond: number;
  manners: Manners;
  /** Whether access logs are written. */
  logs: boolean;
}
