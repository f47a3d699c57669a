import type { AlertSign } from "./alerts/alert.ts";
import type { Fields } from "./fields/fields.ts";
import type { GenericProbe } from "./probes/generic-probe.ts";

/** A runbook as a typed data literal without functions: it can be stored, diffed, drawn, outlined and walked. */
export interface Flow {
  readonly id: string;
  /** Raised when steps or choices change; rewording keeps it. */
  readonly version: number;
  readonly title: string;
  /** What the runbook is about, for the outline and the help. */
  readonly about: About;
  /** The alerts that it is for: any of these signs. */
  readonly startsFrom?: readonly AlertSign[];
  /** Asked before the run starts. */
  readonly inputs: Fields;
  readonly start: string;
  readonly steps: { readonly [name: string]: Step };
  readonly ends: { readonly [name: string]: End };
}

/** The prose of the runbook around its steps. */
export interface About {
  readonly introduction: string;
  readonly symptoms: readonly string[];
  readonly causes: readonly string[];
  readonly prevention: readonly string[];
}

/** Where a run stands until a person picks one of its choices. */
export interface Step {
  readonly title: string;
  /** What to do and why, in two lines; {queue} is what was answered. */
  readonly say: string;
  /** Lines to copy with which a person does the same without Handrail; facts in them are quoted for the shell. */
  readonly byHand?: readonly string[];
  /** Where its thresholds and its advice come from, as addresses. */
  readonly sources?: readonly string[];
  /** Questions of this step. Those that are required hold the probe back until they are answered. */
  readonly ask?: Fields;
  /** The probe that looks: the id of a pack's, or a generic one as data. */
  readonly probe?: string | GenericProbe;
  /** Its probe, stated as data, tells whether the change helped: the same question before the change is what it is held against. */
  readonly proves?: true;
  /** Follow-ups that someone can take and tick here. */
  readonly checklist?: { readonly [name: string]: string };
  /** Those of them that a probe can see done. */
  readonly checks?: Checks;
  readonly choices: { readonly [name: string]: Choice };
  /** The choice that *skip* takes. */
  readonly skip: string;
  /** Lets people have the probe look by itself, in silence, until there is something to say. */
  readonly watch?: Watch;
  /** Seconds that nobody touches this step until its driver is reminded; 900 when absent. */
  readonly remind?: number;
  /** Seconds that nobody touches it until the channel is told, once a run; twice `remind` when absent. */
  readonly escalate?: number;
}

/** Follow-ups whose state a probe sees: each item with the name that the probe's evidence has for it. */
export interface Checks {
  readonly probe: string;
  readonly items: { readonly [item: string]: string };
}

/**
 * What a watch waits for: findings of the step's probe. Whoever drives is told of each of them; meanwhile nobody is told or reminded of
 * anything.
 */
export interface Watch {
  /** Proves what the step is for: the channel is told as well. */
  readonly proof: string;
  /** Anything else that ends the watch, because a person has to decide. */
  readonly until: readonly string[];
  /** How long it watches unless someone lets it go on, in days; 7 when absent. */
  readonly days?: number;
}

/** `days` of a watch that does not say. */
export const defaultWatch = 7;

/** `remind` of a step that does not say. */
export const defaultRemind = 900;

/** A named way out of a step. */
export interface Choice {
  readonly label: string;
  readonly to: Target;
  /** Asked when it is picked. */
  readonly ask?: Fields;
  /** Picking it states that the fix is rolled out: retests count from here. Only a person knows that, so no finding is named like it. */
  readonly marks?: "change";
  /** With it the step's questions are answered as the evidence's first remedy says that they are once it is made. */
  readonly asShown?: true;
  /** It counts only once a second person, or one of the confirmers whom the operator names, has confirmed it. */
  readonly confirm?: "another" | "confirmer";
  /** Not offered beside these findings, which it does not fit any more. */
  readonly unless?: readonly string[];
  /** Offered only where the run has come through this step. */
  readonly after?: string;
  /** It answers another question than the evidence: it is offered beside what that recommends, and asks for no reason. */
  readonly beside?: true;
}

/** A step or an end by name, or a loop that gives up: at most `times` visits of `again`, and from then on `then`. */
export type Target<Name extends string = string> =
  | Name
  | { readonly again: Name; readonly times: number; readonly then: Name };

/** How a run closes. */
export interface End {
  readonly title: string;
  readonly say: string;
  /** Whether the incident's cause was fixed here, found elsewhere, or left open. */
  readonly outcome: "resolved" | "elsewhere" | "open";
}

/**
 * States a flow. The compiler checks the start, every target, every probe's name, that each finding has its choice, and
 * that *skip* names one; `checkFlow` does the rest when the flow is loaded. `Known`: the findings of each probe, by its id.
 */
export type DefineFlow<Known extends { readonly [probe: string]: string }> = <
  const Steps extends {
    readonly [name: string]: Step & { readonly probe?: keyof Known | GenericProbe };
  },
  const Ends extends { readonly [name: string]: End },
>(
  flow: Omit<Flow, "start" | "steps" | "ends"> & {
    readonly start: NoInfer<Name<Steps>>;
    readonly steps: Steps & StepsOf<Steps, Name<Steps> | Name<Ends>, Known>;
    readonly ends: Ends;
  },
) => Flow;

/** A choice: where it leads, what its button says, what it asks or marks, and who confirms it. */
export const go = <
  const Name extends string,
  const More extends Pick<
    Choice,
    "ask" | "marks" | "asShown" | "confirm" | "beside" | "unless" | "after"
  > = object,
>(
  to: Name,
  label: string,
  more?: More,
) => ({ label, to, ...more });

/** A loop: visits `step` at most `times`, and from then on goes to `then`. */
export const again = <const Name extends string, const Then extends string>(
  times: number,
  step: Name,
  then: Then,
  label: string,
) => ({ label, to: { again: step, times, then } });

/** The step or end names that a target can lead to. */
export const leadsTo = (to: Target): readonly string[] =>
  typeof to === "string" ? [to] : [to.again, to.then];

/** The steps and ends to which the choices of a step lead; none from an end. */
export const nextOf = ({ steps }: Pick<Flow, "steps">, step: string): readonly string[] =>
  Object.values(steps[step]?.choices ?? {}).flatMap(({ to }) => leadsTo(to));

type Name<Of> = keyof Of & string;

type StepsOf<Steps, Names extends string, Known> = {
  readonly [S in keyof Steps]: Steps[S] extends Step ? StepOf<Steps[S], Names, Known> : Step;
};

interface StepOf<S extends Step, Names extends string, Known> {
  readonly skip: Name<S["choices"]>;
  readonly watch?: {
    readonly proof: Findings<S, Known>;
    readonly until: readonly Findings<S, Known>[];
  };
  readonly choices: { readonly [C in keyof S["choices"]]: { readonly to: Target<Names> } } & {
    readonly [F in Findings<S, Known>]: Choice;
  };
}

type Findings<S extends Step, Known> = S extends { readonly probe: infer P extends keyof Known }
  ? Known[P] & string
  : S extends { readonly probe: { readonly findings: infer F } }
    ? keyof F & string
    : never;
