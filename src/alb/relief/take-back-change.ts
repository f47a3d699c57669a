import type { Remedy } from "#language";
import { formatUtc } from "../../language/amounts.ts";
import type { ChangeMade } from "../diagnosis/changes/judge-changes.ts";
import type { Relief, Situation } from "./situation.ts";

/** Taking back a setting that someone changed in the window: what was there before is known to have worked. */
export function takeBack({ made }: Situation): readonly Relief[] {
  const last = made?.findLast(({ kind }) => kind === "settings" || kind === "routing");
  if (last === undefined) return [];
  return [
    {
      kind: "take-back",
      remedy: {
        title: `Take back what ${last.who} changed at ${formatUtc(last.at)}`,
        safety: "careful",
        says: `${inWords(last)}. If the failures began then, what was set before relieves; CloudTrail has the call, not the value before it.`,
        lines: [],
        costs: ["Ask whoever changed it first: there was a reason."],
        source: "CloudTrail LookupEvents",
      },
    },
  ];
}

/** Holding deploys and scaling, while failures come with them. */
export function holdDeploys({ made }: Situation): readonly Relief[] {
  const last = made?.findLast(({ kind }) => kind === "deregister" || kind === "register");
  // Targets that come and go though nobody registers any do not stop for a deploy that is held.
  if (made !== null && last === undefined) return [];
  return [
    {
      kind: "hold-deploys",
      remedy: {
        title: "Hold deploys and scaling",
        safety: last === undefined ? "careful" : "safe",
        says:
          last === undefined
            ? "The failures come with targets that come and go: while none do, none fail."
            : `The failures come with targets that come and go, the last time when ${inWords(last)}: while none do, none fail.`,
        ...pausing(last),
        costs: [
          "It hides the cause: it comes back with the next deploy.",
          "A crash still replaces targets, and load that rises finds no more of them.",
        ],
        source: "CloudTrail LookupEvents",
      },
    },
  ];
}

const inWords = ({ at, who, what }: ChangeMade) => `${who} ${what} at ${formatUtc(at)}`;

/** What pauses those who change targets, by how they are called in CloudTrail; the names of theirs are not known here. */
const pausable: readonly (readonly [who: RegExp, pause: string, resume: string])[] = [
  [
    /autoscaling/i,
    "aws autoscaling suspend-processes --auto-scaling-group-name <name> --scaling-processes Launch Terminate ReplaceUnhealthy",
    "aws autoscaling resume-processes --auto-scaling-group-name <name>",
  ],
  [
    /k8s|eks|kube|load-?balancer-?controller|aws-?lbc?-?controller/i,
    "kubectl rollout pause deployment/<name>",
    "kubectl rollout resume deployment/<name>",
  ],
];

/** How whoever made a change is paused, and how that is undone; nothing where that is not known. */
function pausing(last: ChangeMade | undefined): Pick<Remedy, "lines" | "undo"> {
  const [, pause, undo] = pausable.find(([who]) => who.test(last?.who ?? "")) ?? [];
  return pause === undefined || undo === undefined ? { lines: [] } : { lines: [pause], undo };
}
