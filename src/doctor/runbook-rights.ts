import type { Action } from "../aws/allow-list.ts";
import {
  type Describable,
  describables,
  inputProblem,
  requiredOf,
} from "../aws/describe/describable.ts";
import type { RightQuestion } from "./rights.ts";

/** The rights to what the loaded runbooks state for `aws.describe`, each tried about something that does not exist. */
export const runbookRights = (stated: readonly string[]): readonly RightQuestion[] =>
  describables.filter((action) => stated.includes(action)).map(questionOf);

const questionOf = (action: Describable): RightQuestion => ({
  action: action as Action,
  only: "a step of the runbooks that are loaded",
  isMadeUp: true,
  ask: async (ask) => {
    const input = madeUp(action);
    if (input === undefined) return "It can only be tried about something that exists.";
    await ask(action as Action, input);
    return undefined;
  },
});

/** What AWS must be told, about nothing that there is; undefined where a made-up text would not be taken. */
function madeUp(action: Describable): Readonly<Record<string, unknown>> | undefined {
  const required = requiredOf(action);
  if (required.some((name) => /(arn|url|uuid)s?$/i.test(name))) return undefined;
  return Object.fromEntries(required.map((name) => [name, valueFor(action, name)]));
}

const name = "handrail-doctor";
const valueFor = (action: Describable, input: string) =>
  inputProblem(action, input, name) === undefined ? name : [name];
