import { again, defineFlow, go, loadBalancer, subject, text } from "#flow";

/** What the shipped runbook has none of, or only after a quarter of an hour: a second person's word, and impatience. */
export default defineFlow({
  id: "drill",
  version: 1,
  title: "Drill",
  about: {
    introduction: "A runbook that looks at nothing, so that people are the only ones to wait for.",
    symptoms: ["Somebody asked for a drill."],
    causes: ["Practice."],
    prevention: ["None is wanted."],
  },
  inputs: { loadBalancer: subject(loadBalancer("Which load balancer?")) },
  start: "gather",
  steps: {
    gather: {
      title: "Gather",
      say: "Say what is known, or go round once more.",
      ask: { cause: text("Why is this a drill?") },
      choices: {
        known: go("change", "It is known"),
        unknown: again(3, "gather", "change", "Gather again"),
      },
      skip: "known",
      remind: 20,
    },
    change: {
      title: "Change something",
      say: "One picks it, another one confirms it.",
      choices: {
        applied: go("watch", "It is changed", { marks: "change", confirm: "another" }),
        undone: go("gather", "It is undone", { confirm: "confirmer" }),
        later: go("watch", "Later"),
      },
      skip: "later",
      remind: 20,
    },
    watch: {
      title: "Watch",
      say: "Close it, or change something again.",
      choices: {
        calm: go("over", "It is calm"),
        again: go("change", "Change it again", { ask: { what: text("Why again?") } }),
      },
      checklist: { alarm: "Add the alarm", wiki: "Write it down" },
      skip: "calm",
      remind: 20,
    },
  },
  ends: { over: { title: "Over", say: "The drill is over.", outcome: "resolved" } },
});
