import { appFails } from "./app-502.ts";
import { impatientClients } from "./client-460.ts";
import { connectRefused } from "./connect-refused.ts";
import { connectUnreachable } from "./connect-unreachable.ts";
import { crashLoop } from "./crash-loop.ts";
import { deploy } from "./deploy.ts";
import { innerRaceScenario } from "./inner-race.ts";
import { keepaliveRace } from "./keepalive-race.ts";
import { killedMidRequest } from "./killed-mid-request.ts";
import { lambdaBody } from "./lambda-body.ts";
import { lambdaErrors } from "./lambda-error.ts";
import { lambdaTimeout } from "./lambda-timeout.ts";
import { largeHeaders } from "./large-headers.ts";
import { malformedResponse } from "./malformed-response.ts";
import { noTargets } from "./no-targets.ts";
import { noTraffic } from "./no-traffic.ts";
import { quiet } from "./quiet.ts";
import { raceAndDeploys } from "./race-and-deploys.ts";
import { raceAndErrors } from "./race-and-errors.ts";
import { racePeriodic } from "./race-periodic.ts";
import { raceUnlogged } from "./race-unlogged.ts";
import { reloads } from "./reload.ts";
import { scaleIn } from "./scale-in.ts";
import type { Scenario } from "./scenario.ts";
import { slowTargets } from "./slow-504.ts";
import { targetsUnhealthy } from "./targets-unhealthy.ts";
import { tlsFails } from "./tls-fails.ts";
import { tooFew } from "./too-few.ts";
import { wrongSuspicion } from "./wrong-suspicion.ts";

/** Every incident that can be practised: the race first, then what looks like it, then what does not. */
export const scenarios: readonly Scenario[] = [
  keepaliveRace,
  raceUnlogged,
  racePeriodic,
  innerRaceScenario,
  raceAndDeploys,
  raceAndErrors,
  wrongSuspicion,
  killedMidRequest,
  malformedResponse,
  largeHeaders,
  reloads,
  deploy,
  scaleIn,
  crashLoop,
  connectRefused,
  connectUnreachable,
  tlsFails,
  targetsUnhealthy,
  noTargets,
  appFails,
  lambdaErrors,
  lambdaBody,
  lambdaTimeout,
  slowTargets,
  impatientClients,
  tooFew,
  quiet,
  noTraffic,
];

/** The scenario of that name. Throws with all names where there is none. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  if (found) return found;
  const names = scenarios.map((one) => one.name).join(", ");
  throw new Error(`There is no scenario “${name}”. There are ${names}.`);
}
