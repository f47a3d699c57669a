import { defineFlow, go, loadBalancer, subject, text } from "#flow";

export default defineFlow({
  id: "hello",
  version: 1,
  title: "Users report errors",
  about: {
    introduction: "A first look when someone says that the site fails.",
    symptoms: ["Someone reports errors, and no alarm has fired."],
    causes: ["The load balancer, a target or the application."],
    prevention: ["Add the alarm that was missing."],
  },
  inputs: {
    loadBalancer: subject(loadBalancer("Which load balancer?")),
    report: text("What was reported?"),
  },
  start: "look",
  steps: {
    look: {
      title: "Look at the load balancer",
      say: "Its metrics tell whether requests fail, and whether it or a target answers with the errors.",
      probe: "alb.pattern",
      choices: {
        "keepalive-race": go("tellOwner", "Single 502s: tell the owner"),
        "inner-hop-race": go("tellOwner", "Single errors behind a proxy: tell the owner"),
        deploy: go("tellOwner", "It comes with a deploy: tell the owner"),
        "targets-down": go("tellOwner", "Targets are down: tell the owner"),
        "connect-refused": go("tellOwner", "Targets refuse connections: tell the owner"),
        tls: go("tellOwner", "TLS fails: tell the owner"),
        "target-error": go("tellOwner", "The application fails: tell the owner"),
        quiet: go("calm", "Nothing fails: close", { confirm: "another" }),
        "no-traffic": go("tellOwner", "No traffic at all: tell the owner"),
        "too-few": go("tellOwner", "Too few to tell: tell the owner"),
        unclear: go("tellOwner", "Unclear: tell the owner"),
      },
      skip: "unclear",
    },
    tellOwner: {
      title: "Tell the owner",
      say: "Post this thread's link in the owner's channel, and stay until someone has taken it.",
      choices: { taken: go("handedOver", "Someone has taken it", { ask: { who: text("Who?") } }) },
      skip: "taken",
    },
  },
  ends: {
    calm: {
      title: "Nothing fails now",
      say: "The evidence in this thread shows what was looked at.",
      outcome: "open",
    },
    handedOver: {
      title: "Handed over",
      say: "The owner goes on from the evidence in this thread.",
      outcome: "elsewhere",
    },
  },
});
