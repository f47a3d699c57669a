import { choice, go, optional, servers } from "#flow";

/** Looking on is what evidence can recommend; whether something was applied only a person knows. */
const lookOn = go("reviewBackend", "Find the cause");

/** What was applied counts as a change: retests compare with the time before it. */
const applied = {
  marks: "change",
  beside: true,
  ask: {
    applied: choice("Which one was applied?", [
      "The load balancer lets go sooner",
      "The server waits longer",
      "Connections are used once",
      "Something in the proxy",
      "Something among the targets",
      "A change was taken back",
    ]),
  },
} as const;

/** Offered beside what the evidence recommends, wherever a run stands before the cause is fixed. */
export const relief = go("stopTheBleeding", "Stop the bleeding first", { beside: true });

/** What relieves before the cause is fixed. Handrail runs none of it; a person says what they applied, and it counts as a change. */
export const reliefSteps = {
  stopTheBleeding: {
    title: "Stop the bleeding",
    say: "What relieves now, each with the command to run, when that is safe and how to undo it. Handrail runs nothing: apply what you trust, then say here which it was.",
    byHand: [
      "aws elbv2 modify-load-balancer-attributes --load-balancer-arn <arn> --attributes Key=idle_timeout.timeout_seconds,Value=<below the backend's>",
    ],
    ask: {
      path: optional(servers("Which servers does a request pass behind the load balancer?")),
    },
    probe: "alb.relief",
    choices: {
      "lower-idle-timeout": lookOn,
      "raise-backend": lookOn,
      "stop-reuse": lookOn,
      "proxy-side": lookOn,
      targets: lookOn,
      "hold-deploys": go("confirmPattern", "Look at the pattern again"),
      "take-back": lookOn,
      none: lookOn,
      applied: go("reviewBackend", "I applied one: find the cause", applied),
      pattern: go("confirmPattern", "Look at the pattern again", { beside: true }),
    },
    skip: "none",
    remind: 600,
  },
} as const;
