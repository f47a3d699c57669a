import type { ChangeSafety, Remedy } from "#language";
import type { Judgement } from "../diagnosis/judgement-shape.ts";
import { lowerIdleTimeoutNow, raiseServersNow, stopReuseNow } from "./load-balancer-relief.ts";
import { retryOnProxyNow, shortenProxyKeepNow } from "./proxy-relief.ts";
import type { Relief, ReliefFinding, Situation } from "./situation.ts";
import { holdDeploys, takeBack } from "./take-back-change.ts";
import { takeOutTarget } from "./take-out-target.ts";

/** What relieves, the best first, and the word for it. */
export interface ReliefJudgement extends Omit<Judgement<ReliefFinding>, "strength" | "readings"> {
  readonly remedies: readonly Remedy[];
  /** The other ways, a line each. */
  readonly next: readonly string[];
}

/** Says what would relieve now and how safe that is by what was measured. Pure; it recommends nothing that is not known to be safe. */
export function judgeRelief(situation: Situation): ReliefJudgement {
  const found = (ways[waysFor(situation)] ?? ways.race ?? [])
    .flatMap((way) => way(situation))
    .toSorted((one, other) => rank[one.remedy.safety] - rank[other.remedy.safety]);
  const [best] = found;
  return {
    finding: best !== undefined && isUsable(best) ? best.kind : "none",
    says: sayOf(best, situation),
    details: best === undefined ? [] : undescribed(situation),
    next: found.slice(1, 4).map(alsoSays),
    remedies: found.map(({ remedy }) => remedy),
  };
}

type Way = (situation: Situation) => readonly Relief[];

/** By what is suspected, in the order in which people would rather take them. */
const ways: { readonly [suspected: string]: readonly Way[] } = {
  race: [takeBack, lowerIdleTimeoutNow, raiseServersNow, stopReuseNow, takeOutTarget],
  inner: [takeBack, shortenProxyKeepNow, raiseServersNow, retryOnProxyNow, takeOutTarget],
  deploy: [takeBack, holdDeploys],
  targets: [takeBack, takeOutTarget],
};

function waysFor({ suspected, changesFit }: Situation): string {
  if (suspected === "deploy" || changesFit) return "deploy";
  if (suspected === "inner-hop-race") return "inner";
  return suspected !== null && ofTargets.has(suspected) ? "targets" : "race";
}

const ofTargets = new Set([
  ...["targets-down", "connect-refused", "tls", "target-error"],
  ...["killed-mid-request", "bad-response"],
]);

/** Equal ones keep their order. */
const rank: { readonly [S in ChangeSafety]: number } = {
  safe: 0,
  careful: 1,
  unknown: 2,
  unsafe: 3,
};

const isUsable = ({ remedy: { safety } }: Relief) => safety === "safe" || safety === "careful";

function sayOf(best: Relief | undefined, situation: Situation): string {
  if (best === undefined && otherWays.has(waysFor(situation))) return nothingOther;
  if (best === undefined) return situation.links.length === 0 ? nothingKnown : nothing;
  const { title, says, safety } = best.remedy;
  return `${lead[safety]}: ${lower(title)}. ${says}`;
}

const lead: { readonly [S in ChangeSafety]: string } = {
  safe: "This relieves now, and it is safe by what was measured",
  careful: "This relieves now, with care",
  unknown: "This would relieve, but it is not known to be safe",
  unsafe: "Nothing safe relieves now. What would, but for its cost",
};

const nothing =
  "Nothing is known that relieves before the cause is fixed: by the description, no timeout on the path loses a race.";
/** Where timeouts have no part in it. */
const otherWays: ReadonlySet<string> = new Set(["targets", "deploy"]);

const nothingOther =
  "Nothing in the evidence points at what would relieve at once: no one target has most of the failures, and no change is known that could be taken back. Go on with the cause.";
const nothingKnown =
  "What relieves depends on the servers behind the load balancer, and nobody described them yet. Press “Change the answers” (⋯), or go on and describe them at the timeouts.";

const undescribed = ({ links }: Situation): readonly string[] =>
  links.length === 0
    ? [
        "The servers behind the load balancer are not described, so what can be done on them is not in this list.",
      ]
    : [];

const alsoSays = ({ remedy: { title, safety } }: Relief) => `${alsoLead[safety]}: ${lower(title)}.`;

const alsoLead: { readonly [S in ChangeSafety]: string } = {
  safe: "Also safe",
  careful: "Also, with care",
  unknown: "Not known to be safe",
  unsafe: "Not safe now",
};

const lower = (title: string) => title.charAt(0).toLowerCase() + title.slice(1);
