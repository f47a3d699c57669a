import type { ModalView } from "@slack/types";
import {
  type Choice,
  type Flow,
  nothingKnown,
  type Signatures,
  type Step,
  signatureOf,
  withFacts,
} from "#language";
import { context, header, section } from "../blocks/blocks.ts";
import { escapeLine, escapeText, shortText } from "../blocks/escape.ts";
import { modal } from "../forms/modal.ts";

// A modal takes 100 blocks, two of them for each step.
const mostSteps = 45;

/** The steps of a runbook and where each choice leads, to read before one needs it. */
export function outlineModal(written: Flow, signatures: Signatures): ModalView {
  const flow = withFacts(written, nothingKnown);
  const steps = Object.values(flow.steps);
  const more = steps.length - mostSteps;
  return modal(
    "The steps",
    [
      header(flow.title),
      section(shortText(flow.about.introduction, 2_500)),
      ...steps
        .slice(0, mostSteps)
        .flatMap((step, index) => chapter(flow, step, index + 1, signatures)),
      ...(more > 0 ? [context(`And ${more} more steps.`)] : []),
    ],
    {},
  );
}

function chapter(flow: Flow, step: Step, position: number, signatures: Signatures) {
  const doing = signatureOf(signatures, step.probe)?.doing;
  const looks = doing === undefined ? "" : `\n_${escapeLine(doing)}._`;
  return [
    section(`*${position}. ${escapeLine(step.title)}*\n${escapeText(step.say)}${looks}`),
    context(ways(flow, step)),
  ];
}

/** A line for each place that choices lead to: "→ Read the access logs: It fits · Unclear", or "→ Targets are down" alone. */
function ways(flow: Flow, step: Step): string {
  const choices = Object.values(step.choices);
  const places = new Set(choices.map((choice) => placeOf(flow, step, choice)));
  return [...places]
    .map((place) => {
      const all = choices.filter((choice) => placeOf(flow, step, choice) === place);
      const when = all.map(({ label }) => whenOf(label)).filter((one) => !one.startsWith(place));
      return `→ ${[place, ...(when.length > 0 ? [when.join(" · ")] : [])].map(escapeLine).join(": ")}`;
    })
    .join("\n");
}

function placeOf(flow: Flow, step: Step, { to }: Choice): string {
  const name = typeof to === "string" ? to : to.again;
  const title = flow.steps[name]?.title ?? flow.ends[name]?.title ?? name;
  return flow.steps[name] === step ? "This step again" : title;
}

/** "It fits" of "It fits: read the access logs"; the place says the rest. */
const whenOf = (label: string): string => label.split(": ")[0] ?? label;
