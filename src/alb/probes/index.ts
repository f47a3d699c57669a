import type { FindingsOf } from "#language";
import { accessLogs } from "./access-logs/probe.ts";
import { backendLogs } from "./backend-logs/probe.ts";
import { catchRace } from "./catch/probe.ts";
import { changes } from "./changes/probe.ts";
import type { AlbLook, AlbProbe } from "./define-probe.ts";
import { drain } from "./drain/probe.ts";
import { followUps } from "./follow-ups/probe.ts";
import { measure } from "./measure/probe.ts";
import { nextDeploy } from "./next-deploy/probe.ts";
import { pattern } from "./pattern/probe.ts";
import { relief } from "./relief/probe.ts";
import { retest } from "./retest/probe.ts";
import { timeouts } from "./timeouts/probe.ts";

/** A probe with the module that looks, which is loaded when it first has to; flows' types know nothing of what it looks with. */
const looking = <Probe extends AlbProbe>(
  probe: Probe,
  load: () => Promise<{ readonly look: AlbLook<Probe> }>,
): Probe & { readonly load: () => Promise<{ readonly look: (given: never) => unknown }> } => ({
  ...probe,
  load,
});

export const albProbes = [
  looking(pattern, () => import("./pattern/look.ts")),
  looking(accessLogs, () => import("./access-logs/look.ts")),
  looking(backendLogs, () => import("./backend-logs/look.ts")),
  looking(changes, () => import("./changes/look.ts")),
  looking(drain, () => import("./drain/look.ts")),
  looking(nextDeploy, () => import("./next-deploy/look.ts")),
  looking(timeouts, () => import("./timeouts/look.ts")),
  looking(measure, () => import("./measure/look.ts")),
  looking(relief, () => import("./relief/look.ts")),
  looking(retest, () => import("./retest/look.ts")),
  looking(followUps, () => import("./follow-ups/look.ts")),
  looking(catchRace, () => import("./catch/look.ts")),
];

export type AlbFindings = FindingsOf<typeof albProbes>;
export type ProbeId = keyof AlbFindings;
