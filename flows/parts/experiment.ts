import { again, choice, go, number, optional, seconds, url } from "#flow";

/** Offered beside what the evidence recommends, before the cause is fixed. */
export const prove = go("catchBefore", "First catch it in the act", {
  ...{ beside: true, unless: ["long-enough", "unknown"] },
});
/** The same after the change: minutes instead of hours of counting. */
export const proveGone = go("catchAfter", "Try to catch it again", {
  ...{ beside: true, after: "catchBefore" },
});

const consent = (label: string) => choice(label, ["No, send nothing", "Yes, send them"]);

const aim = {
  url: optional(url("Which URL?")),
  method: optional(choice("Which method?", ["HEAD", "GET"])),
  most: optional(number("How many requests at most?", 2_000, 100, 10_000)),
};

/** Requests of the bot's own that are aimed at connections which are just being closed: cause before the change, cure after it. */
export const experimentSteps = {
  catchBefore: {
    title: "Catch it in the act",
    say: "Handrail sends bursts of requests through the load balancer, so far apart that idle connections are just being closed. Caught now, it proves the cause, and after the change the cure within minutes.",
    ask: {
      ...aim,
      closes: optional(
        seconds("After how many seconds does the backend close an idle connection?"),
      ),
      sendBefore: consent(
        "So many requests go to this URL within minutes, in bursts of 150 at most, through this load balancer only. Each hit is a real 502, which only the bot gets. Send them?",
      ),
    },
    probe: "alb.catch",
    choices: {
      caught: go("alignTimeouts", "Caught: align the timeouts"),
      "no-control": go("alignTimeouts", "Nothing caught: align all the same"),
      refused: go("alignTimeouts", "Nothing sent: align the timeouts"),
      "not-comparable": go("alignTimeouts", "Not comparable: align the timeouts"),
      "not-enough": go("alignTimeouts", "Not enough: align the timeouts"),
      "not-caught": go("alignTimeouts", "Not caught: align all the same"),
    },
    skip: "refused",
  },
  catchAfter: {
    title: "Try to catch it again",
    say: "The same bursts as before the change, on connections idle for as long. Where it was caught then and is not caught now, often enough, it is gone. Without a catch from before, this shows nothing.",
    ask: {
      ...aim,
      sendAfter: consent(
        "So many requests go to this URL within minutes, in bursts of 150 at most, through this load balancer only. A hit is a real 502, which only the bot gets. Send them?",
      ),
    },
    probe: "alb.catch",
    choices: {
      "not-caught": go("prevent", "Not caught any more: keep it so"),
      caught: go("reviewBackend", "Caught again: review again"),
      "not-enough": again(10, "catchAfter", "retest", "Not enough yet: send more"),
      "no-control": go("retest", "Shows nothing: count instead"),
      "not-comparable": go("retest", "Not comparable: count instead"),
      refused: go("retest", "Nothing sent: count instead"),
    },
    skip: "refused",
  },
} as const;
