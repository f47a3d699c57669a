import type { AthenaSettings } from "../alb/probes/access-logs/ask-athena.ts";
import type { Action, InputOf, OutputOf } from "../aws/allow-list.ts";

/** What is learnt on the way from one question to the next. */
export interface Learnt {
  balancer?: string | undefined;
  group?: string | undefined;
  listener?: string | undefined;
  bucket?: string | undefined;
  prefix?: string | undefined;
  key?: string | undefined;
  logGroup?: string | undefined;
  query?: string | undefined;
  execution?: string | undefined;
}

/** One cheap call that needs one right. */
export interface RightQuestion {
  readonly action: Action;
  /** What Handrail cannot do without the right; nothing at all where it is absent. */
  readonly only?: string;
  /** Asked about something that does not exist: refusing that says nothing of the right. */
  readonly isMadeUp?: true;
  /** Asks, and keeps what was learnt; what it needs and was not learnt, as a sentence, where it cannot ask. */
  readonly ask: (
    ask: <A extends Action>(action: A, input: InputOf<A>) => Promise<OutputOf<A>>,
    learnt: Learnt,
    around: { readonly athena: AthenaSettings | undefined; readonly now: number },
  ) => Promise<string | undefined>;
}

type Around = Parameters<RightQuestion["ask"]>[2];

/** The question that needs the right to `action`: what is asked, or what is missing to ask it, and what is learnt from the answer. */
export const rightQuestion = <A extends Action>(
  action: A,
  input: (learnt: Learnt, around: Around) => InputOf<A> | string,
  keep: (learnt: Learnt, answer: OutputOf<A>) => unknown = () => {},
): RightQuestion => ({
  action,
  ask: async (ask, learnt, around) => {
    const asked = input(learnt, around);
    if (typeof asked === "string") return asked;
    await keep(learnt, await ask(action, asked));
    return undefined;
  },
});

/** Questions without whose rights only this cannot be done. */
export const markOptional = (
  only: string,
  ...questions: readonly RightQuestion[]
): readonly RightQuestion[] => questions.map((question) => ({ ...question, only }));
