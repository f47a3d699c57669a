import { byId, type Evidence, type ProbeSignature } from "#language";
import type { Probe, Probes } from "../../src/engine/ports.ts";
import type { Machine } from "./machine.ts";

const none = { details: [], readings: [], numbers: {}, queries: [], facts: null };

const brew: ProbeSignature = {
  id: "coffee.brew",
  version: 1,
  role: "diagnosis",
  doing: "Pulling ten shots",
  needs: { machine: "coffeeMachine" },
  takes: {},
  findings: ["scaled", "fine"],
};

const taste: ProbeSignature = {
  id: "coffee.taste",
  version: 1,
  role: "retest",
  doing: "Tasting two shots",
  needs: { machine: "coffeeMachine" },
  takes: { minutes: "number" },
  findings: ["sweet", "sour"],
};

export const signatures = byId([brew, taste]);

/** Two probes in code: the boiler is scaled, and a soak of 40 minutes is what helps. */
export const probes: Probes = byId<Probe>([
  { ...brew, look: async ({ run }) => scaled(run.facts.machine as Machine) },
  { ...taste, look: async ({ run }) => (Number(run.facts.minutes) < 40 ? still : sweet) },
]);

const scaled = ({ name }: Machine): Evidence => ({
  ...none,
  probe: "coffee.brew@1",
  role: "diagnosis",
  finding: "scaled",
  strength: "likely",
  carries: "the shots fit, nobody has opened the boiler",
  says: `${name} ran 8 of 10 shots in less than 20 s (held against 25 s).`,
  details: ["The water that came out had 82 °C."],
  ruledOut: ["The beans are fresh: they were roasted last week."],
  picture: {
    kind: "histogram",
    title: "How long shots ran",
    says: "Most run too fast.",
    axis: "seconds",
    binSeconds: 10,
    from: 10,
    series: [
      { name: "sour shots", counts: [8, 0] },
      { name: "sweet shots", counts: [0, 2] },
    ],
    mark: { seconds: 25, high: 8 },
    alt: "8 sour shots ran 10 to 20 s, 2 sweet ones 20 to 30 s.",
  },
});

const tasted: Evidence = {
  ...none,
  probe: "coffee.taste@1",
  role: "retest",
  finding: null,
  says: "",
};
const still: Evidence = { ...tasted, finding: "sour", says: "The second shot is sour." };
const sweet: Evidence = { ...tasted, finding: "sweet", says: "The second shot is sweet." };
