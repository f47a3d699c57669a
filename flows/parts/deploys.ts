import { again, choice, go, optional, seconds } from "#flow";
import { takenOver } from "./hand-over.ts";
import { relief } from "./relief.ts";

/** The branch for failures that come with targets that come and go, from who changed what to the next deploy as retest. */
export const deploySteps = {
  deploysFail: {
    title: "The 502s come with changes of targets",
    say: "Targets that leave while requests are under way cause these. See who changed what, and when, before changing anything.",
    byHand: [
      "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeregisterTargets",
    ],
    probe: "alb.changes",
    choices: {
      deploy: go("reviewDeploy", "A deploy: review how targets leave"),
      scaled: go("reviewDeploy", "Scaling: review how targets leave"),
      "settings-changed": go("reviewBackend", "A setting changed: review the timeouts"),
      crashing: go("targetsDown", "Targets crash and come back"),
      none: go("reviewDeploy", "Nothing on record: review how targets leave"),
      unclear: go("reviewDeploy", "Not known: review how targets leave"),
      relief,
      leave: takenOver,
    },
    skip: "unclear",
  },
  reviewDeploy: {
    title: "Review how a target leaves",
    say: "A target must go on while the load balancer still sends requests to it, finish the open ones, and only then exit. Say what is set; the deregistration delay is read from AWS.",
    byHand: ["aws elbv2 describe-target-group-attributes --target-group-arn <arn>"],
    ask: {
      gracePeriod: optional(seconds("How long from SIGTERM until a target is killed?")),
      preStop: optional(seconds("How long does it go on before it stops (preStop)?")),
      readinessGate: optional(
        choice("Do new targets wait until the load balancer calls them healthy?", [
          "I don't know",
          "Yes",
          "No",
        ]),
      ),
      closesIdle: optional(
        choice("Does a reload let idle connections finish?", ["I don't know", "Yes", "No"]),
      ),
    },
    probe: "alb.drain",
    choices: {
      "too-short": go("changeDeploy", "Too short: change it"),
      fits: go("changeDeploy", "It fits: look for what else closes"),
      unknown: go("changeDeploy", "Not known: set it explicitly"),
      leave: takenOver,
    },
    skip: "unknown",
  },
  changeDeploy: {
    title: "Let targets leave in order",
    say: "Grace period above the deregistration delay, a preStop wait of 15 s or more, a readiness gate, and a reload that lets idle connections finish. In Node, call closeIdleConnections() on SIGTERM.",
    byHand: [
      "aws elbv2 modify-target-group-attributes --target-group-arn <arn> --attributes Key=deregistration_delay.timeout_seconds,Value=<seconds>",
    ],
    choices: {
      applied: go("retestDeploy", "Rolled out: watch the next deploy", { marks: "change" }),
      leave: takenOver,
    },
    skip: "applied",
    remind: 3600,
  },
  retestDeploy: {
    title: "Retest with the next deploy",
    say: "The rollout of the change is a deploy under the old rules, so it may still fail. The next one counts: 502s in the minutes around it, against the deploys before.",
    probe: "alb.next-deploy",
    watch: { proof: "fixed", until: ["still-failing", "clean"], days: 14 },
    choices: {
      fixed: go("preventDeploy", "Fixed: keep it so"),
      clean: go("preventDeploy", "Clean, not proven: keep it so"),
      waiting: again(40, "retestDeploy", "inconclusive", "No deploy yet: look again"),
      "still-failing": go("reviewDeploy", "Still failing: review again"),
      "not-comparable": again(40, "retestDeploy", "inconclusive", "Not comparable: look again"),
      unsettled: go("inconclusive", "Leave it: it is not settled"),
    },
    skip: "unsettled",
    remind: 3600,
  },
  preventDeploy: {
    title: "Keep deploys clean",
    say: "None of this has to be done now: what is left open stands in the postmortem.",
    checklist: {
      together: "Keep grace period and deregistration delay in one place",
      load: "Deploy under load in a test environment, and count 502s",
      watchDeploys: "Show the load balancer's 502s beside each deploy",
      crashes: "Alarm on targets that leave without a deploy",
    },
    choices: { done: go("deploysClean", "Close as resolved") },
    skip: "done",
    remind: 3600,
  },
} as const;
