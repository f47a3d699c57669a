import { go, optional, text } from "#flow";

/** Offered beside what the description recommends, before anything is changed. */
export const measureIt = go("measureBackend", "Measure it", { beside: true });

/** The same once a change is rolled out: the proof, target by target, that the new order holds. */
export const proveIt = go("proveOrder", "Measure whether it holds", { beside: true });

const ask = {
  measureAt: optional(text("Address and port of a target, if AWS names instances only")),
};

const byHand = ["handrail keepalive measure <address>:<port> --idle-timeout <seconds>s"];

/** Measuring instead of believing: what the targets really do with idle connections, then back to the comparison of the path. */
export const measureSteps = {
  measureBackend: {
    title: "Measure the backend's idle timeout",
    say: "Handrail opens a few connections to the registered targets, sends one small request on each, and waits until they are closed. That takes as long as the load balancer would keep them, and the margin.",
    byHand,
    ask,
    probe: "keepalive.measure",
    choices: {
      "too-short": go("reviewBackend", "A target closes first: compare the path"),
      tie: go("reviewBackend", "Both at the same time: compare the path"),
      "thin-margin": go("reviewBackend", "The margin is thin: compare the path"),
      "long-enough": go("reviewBackend", "Targets wait longer: compare the path"),
      unreachable: go("reviewBackend", "Not reached: go by the description"),
      unknown: go("reviewBackend", "Not known: go by the description"),
    },
    skip: "unknown",
  },
  proveOrder: {
    title: "Measure whether the new order holds",
    say: "A second request on a connection that was idle for longer than the load balancer keeps one proves the order of that target now. Each registered target is tried.",
    byHand,
    ask,
    probe: "keepalive.measure",
    choices: {
      "too-short": go("alignTimeouts", "A target still closes first: align it"),
      tie: go("alignTimeouts", "Still a tie: align it"),
      "thin-margin": go("alignTimeouts", "The margin is thin: compare the path"),
      "long-enough": go("alignTimeouts", "The order holds: compare the path"),
      unreachable: go("alignTimeouts", "Not reached: go by the description"),
      unknown: go("alignTimeouts", "Not known: go by the description"),
    },
    skip: "unknown",
  },
} as const;
