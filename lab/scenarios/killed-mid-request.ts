import { workerTimeout } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsName } from "./walks.ts";

export const killedMidRequest: Scenario = {
  name: "killed-mid-request",
  title: "Workers killed while they work",
  report: "Single 502 errors, on pages that do much. Support says that they come after a wait.",
  hint: "In the logs the target's time is long and the response's -1: it was at work when it closed.",
  truth: {
    says: "A watchdog kills workers whose request takes longer than five seconds. The connection closes with the request outstanding.",
    verdict: ["killed-mid-request"],
    walk: [{ step: "confirmPattern", choice: "keepalive-race" }, ...logsName("killed-mid-request")],
    end: "elsewhere",
    evidence: {
      "alb.logs": "The connections were closed five seconds into the work.",
    },
  },
  path: [node(75)],
  logs: true,
  causes: () => [workerTimeout(8e-4, 5)],
};
