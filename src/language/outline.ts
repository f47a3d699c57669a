import { plural } from "./amounts.ts";
import { type Choice, defaultWatch, type Flow, type Step } from "./flow.ts";
import { type Signatures, signatureOf } from "./probes/probe.ts";
import { nothingKnown, withFacts } from "./texts/with-facts.ts";

/** The flow as a Markdown page that reads like the runbook it came from. */
export function markdownOutline(written: Flow, signatures: Signatures): string {
  const flow = withFacts(written, nothingKnown);
  const { about } = flow;
  return [
    `# ${flow.title}`,
    about.introduction,
    ...listed("Symptoms", about.symptoms),
    ...listed("Causes", about.causes),
    "## Fix",
    ...Object.values(flow.steps).map((step, index) => chapter(flow, step, index + 1, signatures)),
    ...listed("Prevention", about.prevention),
    "## How it ends",
    ...Object.values(flow.ends).map((end) => `- **${end.title}.** ${end.say}`),
    "",
  ].join("\n\n");
}

function listed(title: string, items: readonly string[]): string[] {
  return [`## ${title}`, items.map((item) => `- ${item}`).join("\n")];
}

function chapter(flow: Flow, step: Step, position: number, signatures: Signatures): string {
  const doing = signatureOf(signatures, step.probe)?.doing;
  const looks = doing === undefined ? [] : [`*${doing}.*`];
  const byHand = (step.byHand ?? []).map((line) => `- By hand: \`${line}\``);
  const sources = (step.sources ?? []).map((source) => `- Source: <${source}>`);
  const asks = Object.values(step.ask ?? {}).map((field) => `- Asks: ${field.label}`);
  const items = Object.values(step.checklist ?? {}).map((item) => `- [ ] ${item}`);
  const ways = Object.values(step.choices).map(
    (choice) => `- ${choice.label} → ${whereTo(flow, choice)}${confirmedBy(choice)}`,
  );
  const lists = [byHand, asks, items, ways, watchOf(step), sources]
    .filter((list) => list.length > 0)
    .map((list) => list.join("\n"));
  return [`### ${position}. ${step.title}`, step.say, ...looks, ...lists].join("\n\n");
}

const confirmedBy = ({ confirm }: Choice): string => {
  if (confirm === undefined) return "";
  return confirm === "another" ? " (a second person confirms it)" : " (a confirmer confirms it)";
};
function watchOf({ watch, choices }: Step): string[] {
  if (watch === undefined) return [];
  const { proof, until, days = defaultWatch } = watch;
  const words = [proof, ...until].map((finding) => `“${choices[finding]?.label ?? finding}”`);
  return [
    `- Handrail can watch this by itself, for up to ${plural(days, "day")}, until it says ${words.join(" or ")}`,
  ];
}

function whereTo(flow: Flow, { to }: Choice): string {
  const title = (name: string) => flow.steps[name]?.title ?? flow.ends[name]?.title ?? name;
  if (typeof to === "string") return title(to);
  return `${title(to.again)} (at most ${to.times} times, then ${title(to.then)})`;
}
