import { keepaliveRace } from "./keepalive-race.ts";
import type { Scenario } from "./scenario.ts";
import { mendsTimeouts, withoutLogs } from "./walks.ts";

const walk = [{ step: "confirmPattern", choice: "keepalive-race" }, withoutLogs, ...mendsTimeouts];
const { "alb.logs": _, ...evidence } = keepaliveRace.truth.evidence;

export const raceUnlogged: Scenario = {
  ...keepaliveRace,
  name: "race-unlogged",
  title: "The keep-alive race, without access logs",
  report: "One request in a thousand ends in a 502, on any page, and trying again helps.",
  hint: "Without access logs nothing shows it: an inverted link makes it likely, and a retest proves the change.",
  truth: { ...keepaliveRace.truth, walk, evidence },
  logs: false,
};
