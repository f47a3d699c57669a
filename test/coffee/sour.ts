import { again, choice, type Flow, go, number, subject } from "#language";

const about = {
  introduction: "Shots run too fast and taste sour when the boiler is scaled.",
  symptoms: ["The coffee tastes sour."],
  causes: ["Scale keeps the boiler cold."],
  prevention: ["Filter the water."],
};

/** A runbook about a coffee machine. */
export const sour: Flow = {
  id: "sour",
  version: 1,
  title: "The coffee tastes sour",
  about,
  inputs: { machine: subject({ kind: "coffeeMachine", label: "Which machine?" }) },
  start: "brew",
  steps: {
    brew: {
      title: "Pull a shot",
      say: "Watch how long it runs.",
      probe: "coffee.brew",
      choices: {
        scaled: go("descale", "Scaled: descale it"),
        fine: go("left", "It is fine"),
      },
      skip: "fine",
    },
    descale: {
      title: "Descale it",
      say: "Let it soak, then rinse it twice.",
      ask: {
        minutes: number("How many minutes did it soak?", 20, 1, 240),
        agent: choice("With what?", ["citric acid", "vinegar"]),
      },
      choices: { rinsed: go("taste", "Rinsed: taste it", { marks: "change" }) },
      skip: "rinsed",
    },
    taste: {
      title: "Taste it again",
      say: "Pull two shots and taste the second.",
      probe: "coffee.taste",
      choices: {
        sweet: go("keep", "Sweet: keep it so"),
        sour: again(3, "descale", "left", "Still sour: descale it again"),
      },
      skip: "sour",
    },
    keep: {
      title: "Keep it from coming back",
      say: "Take what is yours.",
      checklist: { filter: "Change the water filter" },
      choices: { done: go("sweet", "Close") },
      skip: "done",
    },
  },
  ends: {
    sweet: { title: "Sweet again", say: "The coffee is sweet.", outcome: "resolved" },
    left: { title: "Left as it is", say: "It stays as it was.", outcome: "open" },
  },
};

/** A runbook about nothing in particular. */
export const tidy: Flow = {
  id: "tidy",
  version: 1,
  title: "Tidy the kitchen",
  about: { ...about, introduction: "Once a day." },
  inputs: {},
  start: "wipe",
  steps: {
    wipe: {
      title: "Wipe the tables",
      say: "All of them.",
      choices: { wiped: go("tidied", "Wiped") },
      skip: "wiped",
    },
  },
  ends: { tidied: { title: "Tidy", say: "It is tidy.", outcome: "resolved" } },
};
