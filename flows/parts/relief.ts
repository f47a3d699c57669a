import { go, optional, servers } from "#flow";

/** What was applied counts as a change: retests compare with the time before it. */
const applied = { marks: "change" } as const;

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
      "lower-idle-timeout": go("reviewBackend", "Applied: load balancer lets go sooner", applied),
      "raise-backend": go("reviewBackend", "Applied: the server waits longer", applied),
      "stop-reuse": go("reviewBackend", "Applied: connections are used once", applied),
      "proxy-side": go("reviewBackend", "Applied: changed in the proxy", applied),
      targets: go("reviewBackend", "Applied: changed among the targets", applied),
      "hold-deploys": go("confirmPattern", "Deploys are held: look again"),
      "take-back": go("reviewBackend", "Applied: a change was taken back", applied),
      none: go("reviewBackend", "Nothing applied: find the cause"),
      pattern: go("confirmPattern", "Look at the pattern again", { beside: true }),
    },
    skip: "none",
    remind: 600,
  },
} as const;
