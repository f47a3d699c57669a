import { type Flow, leadsTo } from "../flow.ts";
import { type Signatures, signatureOf } from "../probes/probe.ts";
import type { Problem } from "./check-fields.ts";
import { reachFrom } from "./reach.ts";

/** A step that proves comes behind a change, and asks what was asked before: else there is nothing that it could be held against. */
export function checkProves(flow: Flow, signatures: Signatures): Problem[] {
  const after = behindChange(flow);
  const questions = Object.entries(flow.steps).map(([name, { probe }]) => ({
    name,
    asks: signatureOf(signatures, probe)?.question,
  }));
  return Object.entries(flow.steps)
    .filter(([, { proves }]) => proves)
    .flatMap(([name]) => {
      const where = `${name}.proves`;
      if (!after.has(name)) return [{ where, says: unmarked }];
      const asks = questions.find((one) => one.name === name)?.asks;
      const isAsked = questions.some((one) => one.name !== name && one.asks === asks);
      return isAsked ? [] : [{ where, says: unasked }];
    });
}

const unmarked =
  "No choice that leads here states a change: write marks: change on the one that says it is made.";

const unasked =
  "No other step asks the same, so that there is nothing before the change to hold it against: have one before ask what this one asks (over and findings may differ), or leave proves out.";

const behindChange = (flow: Flow): ReadonlySet<string> =>
  reachFrom(
    flow,
    Object.values(flow.steps).flatMap(({ choices }) =>
      Object.values(choices).flatMap(({ marks, to }) => (marks === "change" ? leadsTo(to) : [])),
    ),
  );
