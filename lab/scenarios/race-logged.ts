import { keepaliveRace } from "./keepalive-race.ts";
import type { Scenario } from "./scenario.ts";

export const raceLogged: Scenario = {
  ...keepaliveRace,
  name: "race-logged",
  title: "The keep-alive race, with access logs",
  report: "One request in a thousand ends in a 502. Someone switched access logs on last month.",
  hint: "With access logs the gap test shows the race, and names the server's timeout.",
  truth: {
    ...keepaliveRace.truth,
    evidence: {
      ...keepaliveRace.truth.evidence,
      "alb.logs": "The failures come 6 s after an earlier response of the same node and target.",
    },
  },
  logs: true,
};
