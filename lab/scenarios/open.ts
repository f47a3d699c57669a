import type { Incident } from "../incident/contract.ts";
import { type IncidentOptions, startIncident } from "../incident.ts";
import { startSimulated } from "./incident.ts";
import { startLive } from "./live/incident.ts";
import { lives } from "./live/index.ts";
import type { Scenario } from "./scenario.ts";
import { keepaliveRace } from "./table/races.ts";

/** What a practice asks for. */
export interface OpenOptions {
  readonly periodSeconds: number;
  readonly settleSeconds: number;
  /** Told what is being done, in a sentence. */
  readonly progress: (sentence: string) => void;
  /** What differs from the usual where every part is real. */
  readonly real?: IncidentOptions;
}

/** Starts the incident of a scenario, with real traffic where that can be. */
export function openIncident(scenario: Scenario, options: OpenOptions): Promise<Incident> {
  if (scenario.name === keepaliveRace.name) return startIncident({ ...options.real, ...options });
  options.progress("Three hours of traffic are being told.");
  const live = lives[scenario.name];
  if (live) return startLive(scenario, live, options);
  return startSimulated(scenario, options);
}
