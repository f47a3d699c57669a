import {
  type Answers,
  again,
  type Field,
  type Fields,
  type Flow,
  go,
  type Json,
  loadBalancer,
  subject,
  text,
} from "#flow";

export const about = { introduction: "", symptoms: [], causes: [], prevention: [] };

/** A small flow with a question, a loop that gives up, and a marked change. */
export const small: Flow = {
  id: "small",
  version: 1,
  title: "Small",
  about,
  inputs: { loadBalancer: subject(loadBalancer("Which load balancer?")) },
  start: "ask",
  steps: {
    ask: {
      title: "Ask",
      say: "Say it.",
      ask: { cause: text("What is it?") },
      choices: { known: go("fix", "Known"), unknown: again(2, "ask", "fix", "Ask again") },
      skip: "known",
    },
    fix: {
      title: "Fix",
      say: "Fix it.",
      choices: { applied: go("look", "Applied", { marks: "change" }) },
      skip: "applied",
    },
    look: {
      title: "Look",
      say: "Look at it.",
      probe: "alb.pattern",
      choices: {
        "keepalive-race": go("fix", "It fits"),
        deploy: go("fix", "Deploy"),
        "targets-down": go("fix", "Down"),
        "connect-refused": go("fix", "Refused"),
        tls: go("fix", "TLS"),
        "inner-hop-race": go("fix", "Inner hop"),
        "too-few": go("fix", "Too few"),
        "target-error": go("fix", "Error"),
        quiet: go("done", "Quiet"),
        "no-traffic": go("fix", "No traffic"),
        unclear: go("fix", "Unclear", { ask: { more: text("What else?") } }),
      },
      checklist: { watch: "Watch it" },
      skip: "quiet",
      remind: 60,
    },
  },
  ends: { done: { title: "Done", say: "It is done.", outcome: "resolved" } },
};

/** An answer to each input of a flow, by its kind. */
export const inputsOf = (flow: Flow): Answers => answersTo(flow.inputs);

/** An answer to each of these questions, by its kind. */
export const answersTo = (fields: Fields = {}): Answers =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, answerTo(field)]));

function answerTo({ kind, initial, min, options }: Field): Json {
  if (initial !== undefined) return initial;
  if (kind === "loadBalancer") return { name: "shop", region: "eu-west-1", arn: "arn:aws:shop" };
  if (kind === "number" || kind === "seconds") return min ?? 1;
  if (kind === "url") return "https://shop.example/";
  return options?.[0] ?? "orders";
}
