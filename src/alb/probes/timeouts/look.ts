import type { ServerAnswer } from "../../fields/field-builders.ts";
import { measuredByLogs } from "../../links/idle-times.ts";
import { pathLinks } from "../../links/path-links.ts";
import type { AlbLook, LookInputs, LookResult } from "../define-probe.ts";
import { timeoutsStrength } from "../weigh-evidence.ts";
import { gatherTimeouts } from "./gather.ts";
import { judgeTimeouts } from "./judge.ts";
import { withMeasured } from "./path-as-measured.ts";
import type { timeouts } from "./probe.ts";
import { loggedTimeout } from "./timeout-by-logs.ts";

/** What AWS does not tell is said in the evidence. */
export const look: AlbLook<typeof timeouts> = async (given) => {
  const { facts, run, options } = given;
  const { path, says } = withMeasured(facts.path, run);
  const gathered = await gatherTimeouts(given);
  const { verdicts, ...compared } = judgeTimeouts(gathered, path, options.marginSeconds);
  const judged = besideLogs(compared, path, given);
  const details = [...(says === undefined ? [] : [says]), ...judged.details];
  return { ...judged, details, ...timeoutsStrength(verdicts, run.visits) };
};

/** The comparison with what the access logs inferred, where they were read before: in the first sentence if they say otherwise. */
function besideLogs(
  judged: LookResult<typeof timeouts>,
  path: readonly ServerAnswer[],
  { run }: LookInputs<typeof timeouts>,
): LookResult<typeof timeouts> {
  // What the logs themselves told needs no second word from them.
  if (path[0]?.closes.where === measuredByLogs) return judged;
  const [first] = pathLinks({ idleTimeoutSeconds: null, servers: path });
  const logged = judged.finding === null ? null : loggedTimeout(first?.server.closes, run.visits);
  if (logged === null) return judged;
  const { contradicts, says, reading } = logged;
  const readings = [reading, ...judged.readings];
  return contradicts
    ? { ...judged, says: `${judged.says} ${says}`, readings }
    : { ...judged, details: [says, ...judged.details], readings };
}
