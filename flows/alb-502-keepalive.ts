import {
  again,
  choice,
  defineFlow,
  go,
  loadBalancer,
  number,
  optional,
  seconds,
  servers,
  subject,
  url,
} from "#flow";
import { startsFrom } from "./parts/alerts.ts";
import { askBackend, backendLogSteps } from "./parts/backend-logs.ts";
import { deploySteps } from "./parts/deploys.ts";
import { experimentSteps, prove, proveGone } from "./parts/experiment.ts";
import { elsewhere, takenOver } from "./parts/hand-over.ts";
import { logSteps } from "./parts/logs.ts";
import { measureIt, measureSteps, proveIt } from "./parts/measure.ts";
import { relief, reliefSteps } from "./parts/relief.ts";

/** The timeouts are in the right order, so that nothing has to be relieved or proven any more. */
const inOrder = ["long-enough"];
const rolledOut = { marks: "change", beside: true } as const;
const lookAgain = again(10, "alignTimeouts", "inconclusive", "Look again");

export default defineFlow({
  id: "alb-502-keepalive",
  version: 3,
  title: "ALB returns intermittent 502s",
  about: {
    introduction:
      "A load balancer keeps idle connections to its targets open and uses them again. When a target closes such a connection first, the next request can reach a dead connection, and the load balancer answers 502. Targets stay healthy, and only a small share of requests fails.",
    symptoms: [
      "A small, steady share of requests fails with 502 under normal traffic.",
      "Targets are healthy, and the application has no log line for the failed requests.",
      "Failures follow idle time: they are often more frequent, as a share, when traffic is low.",
    ],
    causes: [
      "The application server, nginx or Apache closes idle keep-alive connections sooner than the load balancer does (idle_timeout.timeout_seconds, 60 s by default).",
      "Both timeouts are equal: equal is a race, not a match.",
      "A proxy behind the load balancer keeps connections longer than the server behind it.",
    ],
    prevention: [
      "Review the timeouts as one path, from the client to the last server.",
      "Document what the load balancer assumes in the proxy's configuration.",
      "Retest after every tuning.",
      "Watch the load balancer's 5xx and the backend's broken pipes together.",
    ],
  },
  startsFrom,
  inputs: {
    loadBalancer: subject(loadBalancer("Which load balancer?")),
    url: optional(url("A URL behind it to retest with")),
    window: optional(
      choice("How far to look back?", ["3 hours", "1 hour", "12 hours", "24 hours"]),
    ),
  },
  start: "confirmPattern",
  steps: {
    confirmPattern: {
      title: "Confirm the 502 pattern",
      say: "Look for single failures that come with reused idle connections, not for a complete outage. The metrics and the health of the targets tell which it is.",
      byHand: ["aws elbv2 describe-target-health --target-group-arn <arn>"],
      probe: "alb.pattern",
      choices: {
        "keepalive-race": go("readLogs", "It fits: read the access logs"),
        "inner-hop-race": go("reviewBackend", "It fits behind the proxy: review the timeouts"),
        deploy: go("deploysFail", "Changes of targets: see who made them"),
        "targets-down": go("targetsDown", "Targets are down"),
        "connect-refused": go("connectionsRefused", "Targets refuse connections"),
        tls: go("tlsFails", "TLS to the targets fails"),
        "target-error": go("applicationFails", "The application itself fails"),
        quiet: again(3, "confirmPattern", "inconclusive", "Quiet now: look again"),
        "no-traffic": again(3, "confirmPattern", "inconclusive", "No traffic: look again"),
        "too-few": again(3, "confirmPattern", "inconclusive", "Too few to tell: look again"),
        unclear: go("readLogs", "Unclear: read the access logs"),
        relief,
      },
      skip: "unclear",
    },
    ...logSteps,
    reviewBackend: {
      title: "Review the backend's idle timeouts",
      say: "Describe each server behind the load balancer and how long it keeps an idle connection, for example `keepalive_timeout 75s;`. Each must outlive the one in front of it.",
      byHand: ["keepalive_timeout 75s;"],
      ask: { path: servers("Which servers does a request pass behind the load balancer?") },
      probe: "alb.timeouts",
      choices: {
        "too-short": go("alignTimeouts", "Show me the fix"),
        tie: go("alignTimeouts", "They are equal: show me the fix"),
        "thin-margin": go("alignTimeouts", "The margin is thin: show me the fix"),
        "long-enough": go("orderIsRight", "The order is right: look elsewhere"),
        unknown: go("alignTimeouts", "Still unknown: set it explicitly"),
        measure: measureIt,
        prove,
        backendLogs: askBackend,
        relief: { ...relief, unless: inOrder },
      },
      skip: "unknown",
    },
    alignTimeouts: {
      title: "Align the timeouts",
      say: "Make each server keep idle connections longer than the one in front of it, and roll that out everywhere. Then say so: retests count from that moment.",
      byHand: [
        "aws elbv2 describe-load-balancers --names <name>",
        "aws elbv2 describe-load-balancer-attributes --load-balancer-arn <arn>",
      ],
      ask: { path: optional(servers("Which values hold now?")) },
      probe: "alb.timeouts",
      choices: {
        rolledOut: go("retest", "Rolled out as shown", { ...rolledOut, asShown: true }),
        rolledOutSo: go("retest", "Rolled out everywhere", rolledOut),
        "long-enough": lookAgain,
        "thin-margin": lookAgain,
        unknown: lookAgain,
        tie: lookAgain,
        "too-short": lookAgain,
        measure: proveIt,
        relief: { ...relief, unless: inOrder },
        stuck: go("inconclusive", "It cannot be rolled out now", { beside: true }),
      },
      skip: "stuck",
      remind: 1800,
    },
    retest: {
      title: "Retest with fresh traffic",
      say: "Fresh requests show that the path works. Only enough traffic like before shows that the 502s are gone, so they are counted against the time before the change.",
      byHand: ["curl -I https://<host>/<path>"],
      ask: {
        method: optional(choice("Which method?", ["HEAD", "GET"])),
        count: optional(number("How many requests?", 20, 1, 500)),
        pause: optional(seconds("How long a pause between them?", 0.5)),
        url: optional(url("Which URL?")),
        rollout: optional(
          number("How many minutes after the click was the rollout complete?", 0, 0, 1440),
        ),
      },
      probe: "alb.retest",
      watch: { proof: "fixed", until: ["still-failing"] },
      choices: {
        fixed: go("prevent", "Fixed: keep it so"),
        "not-enough": again(40, "retest", "inconclusive", "Not enough yet: count again"),
        "still-failing": go("reviewBackend", "Still failing: review again"),
        "not-comparable": again(40, "retest", "inconclusive", "Not comparable yet: count again"),
        proveGone,
        unsettled: go("inconclusive", "Stop counting: it is not settled"),
      },
      skip: "unsettled",
    },
    prevent: {
      title: "Keep it from coming back",
      say: "None of this has to be done now: what is left open stands in the postmortem.",
      checklist: {
        path: "Review the timeouts as one path, from the client to the last server",
        document: "Document the load balancer's idle timeout in the proxy's configuration",
        retest: "Retest after each tuning of a timeout",
        watch: "Alarm on the load balancer's 5xx together with the backend's broken pipes",
        idle: "Keep the load balancer's idle timeout as it is, also after the next deploy",
        logs: "Write access logs, which show the cause next time",
      },
      checks: {
        probe: "alb.follow-ups",
        items: { watch: "alarm", idle: "idle-timeout", logs: "access-logs" },
      },
      choices: { done: go("resolved", "Close as resolved") },
      skip: "done",
      remind: 3600,
    },
    orderIsRight: {
      title: "The timeouts are in the right order",
      say: "Idle timeouts as described do not explain the failures. Reloads, worker recycling and a limit of requests per connection close connections too; so does a server that was not described. Where one of them was just changed, count again.",
      choices: {
        changed: go("retest", "It was just changed: count again", { marks: "change" }),
        leave: takenOver,
        lookElsewhere: go("confirmPattern", "Look at the pattern again"),
        correct: go("reviewBackend", "Correct the description"),
        widen: go("alignTimeouts", "Widen the margin anyway"),
      },
      skip: "lookElsewhere",
    },
    ...measureSteps,
    ...backendLogSteps,
    ...deploySteps,
    ...reliefSteps,
    ...experimentSteps,
    targetsDown: {
      title: "Targets are down",
      say: "This is an outage, not the idle-connection race. Bring healthy targets back first: look at the reason beside each unhealthy target, then at its process, its port and its health check path.",
      choices: elsewhere,
      skip: "nobody",
    },
    connectionsRefused: {
      title: "Targets refuse connections",
      say: "The load balancer cannot open connections. Look for a crashed or restarting process, a full listen queue, a wrong port, or a security group or network ACL in between.",
      choices: elsewhere,
      skip: "nobody",
    },
    tlsFails: {
      title: "TLS to the targets fails",
      say: "The handshake between load balancer and target fails. Compare protocol versions and ciphers, and check whether the target's certificate or TLS settings changed.",
      choices: elsewhere,
      skip: "nobody",
    },
    applicationFails: {
      title: "The application itself answers with errors",
      say: "These errors come from the targets, so their own logs name the cause. If a proxy on the target answers 502, the same race may happen one hop further in: review the timeouts.",
      choices: elsewhere,
      skip: "nobody",
    },
    inconclusive: {
      title: "It is not settled",
      say: "Many looks have not settled what this is, or whether it is fixed. Decide how to go on: the record is kept either way.",
      choices: {
        review: go("reviewBackend", "Review the timeouts again"),
        retest: go("retest", "Count again"),
        leave: go("leftOpen", "Close: not settled"),
      },
      skip: "leave",
    },
  },
  ends: {
    resolved: {
      title: "Resolved",
      say: "What was changed, and how well the retests prove it, stands in this thread.",
      outcome: "resolved",
    },
    deploysClean: {
      title: "Resolved",
      say: "Targets leave in order now. The deploys in this thread say how well that is proven.",
      outcome: "resolved",
    },
    elsewhere: {
      title: "Handled elsewhere",
      say: "{takenBy} takes it from here.",
      outcome: "elsewhere",
    },
    leftOpen: {
      title: "Closed, not settled",
      say: "No fix is proven. The thread has what was tried.",
      outcome: "open",
    },
  },
});
