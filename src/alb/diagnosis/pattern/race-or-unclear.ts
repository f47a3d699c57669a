import { percent } from "../../../language/amounts.ts";
import { isPeriodic } from "./by-load.ts";
import type { ExplainedFinding } from "./pattern-finding.ts";
import { allowedShare, isInverted } from "./race-share.ts";
import type { Signs } from "./signs.ts";

/**
 * The race, where something speaks for it: a share that the model allows, or an inverted link under requests that come by a clock.
 * What nothing contradicts is not the race for that.
 */
export const judgeRace = (signs: Signs): ExplainedFinding => {
  const { above, impact, outer, regularity } = signs;
  if (above === null) {
    const says = `${fits}, and ${percent(impact.share)} is what such a race can do.`;
    const more = isInverted(outer ?? undefined) ? "" : ` ${timeouts}`;
    return ["keepalive-race", `${says} ${alike}${more}`];
  }
  const periodic = isPeriodic(regularity);
  if (periodic && isInverted(outer ?? undefined)) {
    const why = `${outer?.server.name} closes idle connections before the load balancer does, and requests come at regular intervals, which can make the race this frequent`;
    return ["keepalive-race", `${fits}. ${why}.`];
  }
  const high = `At the worst ${percent(above.share)} fail, more than the keep-alive race makes fail alone: about ${percent(allowedShare(outer))} at most, unless requests come at regular intervals.`;
  if (isInverted(outer ?? undefined)) {
    const some = `${outer?.server.name} closes idle connections before the load balancer does and loses some requests, so set that right; most have another cause.`;
    return ["unclear", `${high} ${some}`];
  }
  return ["unclear", periodic ? `${clocked(above.share)} ${open}` : `${high} ${open}`];
};

const fits =
  "That fits the keep-alive race: the failures are spread out while targets stay healthy and connections to them open without errors";

/** Nothing in the metrics tells such a cause from a race: whoever says the one may mean the other. */
const alike =
  "Requests that were cut off and malformed responses look the same when they are as rare: access logs can tell them apart.";

/** What is asked next in a run, and takes the suspicion back or makes it more. */
const timeouts = "The servers' idle timeouts say whether it is possible at all.";

const clocked = (share: number) =>
  `At the worst ${percent(share)} fail, more than a keep-alive race makes fail by chance. Requests come at regular intervals, which can make it so frequent; nothing in the metrics says that it is.`;

const open =
  "It can also be requests that were cut off, malformed responses or crashes: access logs can tell them apart.";
