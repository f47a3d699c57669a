import { appError, innerRace, workerTimeout } from "../../logs/causes.ts";
import { all, releases, shortens } from "../happenings.ts";
import { isHopInverted, nginx, node } from "../hops.ts";
import type { Scenario } from "../scenario.ts";
import {
  killsAtOnce,
  logsSay,
  logsShowRace,
  mendedRace,
  mendsTimeouts,
  patiently,
  type Row,
  scenario,
  timeoutsAreRight,
  toScenarios,
  withoutLogs,
} from "../walks.ts";

const steadyShare = "A small, steady share of requests fails while everything else is silent.";
const closesFirst = "The server closes first: 6 s against 60 s.";
const sixSecondsLater =
  "The failures come 6 s after an earlier response of the same node and target.";

const race: Row = {
  name: "keepalive-race",
  title: "The keep-alive race",
  report: "Customers report single 502 errors. A reload helps, and nobody sees a pattern.",
  hint: "Few failures, spread out, while targets stay healthy: compare the idle timeouts first.",
  says: "The Node server closes idle connections after 6 s, the load balancer uses them again for up to 60 s.",
  ...mendedRace("keepalive-race"),
  evidence: {
    "alb.pattern": steadyShare,
    "alb.timeouts": closesFirst,
    "alb.logs": sixSecondsLater,
  },
  path: [node(5)],
  happens: shortens(0),
};

export const keepaliveRace = scenario(race);

const raceUnlogged: Row = {
  ...race,
  name: "race-unlogged",
  title: "The keep-alive race, without access logs",
  report: "One request in a thousand ends in a 502, on any page, and trying again helps.",
  hint: "Without access logs nothing shows it: an inverted link makes it likely, and a retest proves the change.",
  walk: [{ step: "confirmPattern", choice: "keepalive-race" }, withoutLogs, ...mendsTimeouts],
  evidence: { "alb.pattern": steadyShare, "alb.timeouts": closesFirst },
  logs: false,
};

/** The race, alone and beside other causes, and what is taken for it. */
export const races: readonly Scenario[] = toScenarios([
  race,
  raceUnlogged,
  {
    name: "race-periodic",
    title: "The keep-alive race under requests that come by a clock",
    report:
      "Sensors report every few seconds, and more of their reports are refused than seems possible.",
    hint: "Requests that come by a clock can meet a server's timeout again and again.",
    says: "The sensors' requests come at regular intervals close to the 6 s after which the server closes an idle connection, so the race is lost far more often than by chance.",
    ...mendedRace("unclear"),
    evidence: {
      "alb.pattern":
        "More than 0.1 % fails, and requests come at regular intervals: that may be the race, and nothing in the metrics says that it is.",
      "alb.timeouts": closesFirst,
    },
    path: [node(5)],
    traffic: { unevenness: 0.05, serviceSeconds: 0.005, nodes: 14 },
    happens: shortens(0),
  },
  {
    name: "inner-race",
    title: "The race one hop further in, behind nginx",
    report: "Orders fail now and then with a 502. Looking at a page never does.",
    hint: "A proxy sends GET again and answers 502 to POST: the targets' own 5xx, with POST only.",
    says: "nginx keeps connections to the Node server for 60 s, which closes them after 6 s. nginx repeats a lost GET and answers a lost POST with 502.",
    verdict: ["inner-hop-race"],
    walk: [
      { step: "confirmPattern", choice: "target-error" },
      { step: "applicationFails", choice: "review" },
      { step: "reviewBackend", choice: "too-short", settles: true },
      { step: "alignTimeouts", choice: "rolledOutSo", does: "fix", finds: "long-enough" },
      { step: "retest", choice: "unsettled", finds: "not-comparable" },
      { step: "inconclusive", choice: "leave" },
    ],
    end: "leftOpen",
    evidence: {
      "alb.pattern": "The targets answer a small, steady share with 5xx themselves.",
      "alb.timeouts": "nginx keeps 60 s, the server behind it closes after 6 s.",
    },
    path: [nginx(75, 60), node(5)],
    traffic: { postShare: 0.3 },
    causes: (world) => [innerRace(() => (isHopInverted(world, 1) ? 0.003 : 0))],
    happens: shortens(1),
  },
  {
    name: "race-and-deploys",
    title: "The keep-alive race, and deploys that cut requests off",
    report: "There are 502 errors all the time, and many more when something is released.",
    hint: "Two causes at once: only access logs say how many failures belong to each.",
    says: "The server closes idle connections after 6 s, and each release kills targets while requests are under way.",
    verdict: ["mixed", "keepalive-race"],
    walk: [
      { step: "confirmPattern", choice: "unclear", also: ["deploy", "keepalive-race"] },
      { ...logsShowRace, also: ["mixed"] },
      ...patiently(mendsTimeouts),
    ],
    end: "resolved",
    evidence: {
      "alb.pattern": "Some of the failures come with changes of targets, others do not.",
      "alb.changes": "The release pipeline exchanged the targets.",
      "alb.logs": "The gap test shows the race among failures that were cut off.",
    },
    path: [node(5)],
    ...killsAtOnce({ gracePeriod: 0, readinessGate: "Yes" }),
    traffic: { serviceSeconds: 0.3 },
    happens: all(shortens(0), releases([30])),
  },
  {
    name: "race-and-errors",
    title: "The keep-alive race beside errors of the application",
    report: "The error rate has two parts: a 500 that everybody knows, and new 502s.",
    hint: "The application's own errors are counted apart; look at the load balancer's alone.",
    says: "The server closes idle connections after 6 s. The application's own 500s have nothing to do with it.",
    ...mendedRace("keepalive-race"),
    evidence: {
      "alb.pattern": "The 502s are spread out, and the 500s do not come with them.",
      "alb.timeouts": closesFirst,
      "alb.logs": sixSecondsLater,
    },
    path: [node(5)],
    causes: () => [appError(0.003)],
    happens: shortens(0),
  },
  {
    name: "wrong-suspicion",
    title: "Timeouts in the wrong order that are not the cause",
    report: "Single 502 errors, and someone has read that the idle timeouts are to blame.",
    hint: "An inverted link is a suspicion. The gap test, or a retest after the change, decides.",
    says: "The timeouts are in the wrong order, but connections are never idle for so long. Workers are killed over slow requests after two seconds.",
    verdict: ["killed-mid-request"],
    walk: [
      { step: "confirmPattern", choice: "keepalive-race" },
      logsSay("killed-mid-request"),
      { step: "reviewBackend", choice: "too-short" },
      { step: "alignTimeouts", choice: "rolledOutSo", does: "fix", finds: "long-enough" },
      { step: "retest", choice: "still-failing", waitMinutes: 60, settles: true },
      ...timeoutsAreRight,
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The metrics look like the race.",
      "alb.timeouts": closesFirst,
      "alb.logs":
        "The connections were closed two seconds into the work, and the gaps show no race.",
    },
    path: [node(5)],
    traffic: { hosts: 1, nodes: 2, roundTripSeconds: 0.001 },
    causes: () => [workerTimeout(6e-4, 2)],
  },
]);
