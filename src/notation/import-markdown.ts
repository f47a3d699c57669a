import { stringify } from "yaml";
import { type Drafted, readMarkdownDraft } from "./markdown-draft.ts";

/**
 * A draft of a runbook from a page in Markdown or plain text: headings and numbered items become steps, lists their symptoms and
 * causes, code what is done by hand, links the sources. What the page does not say stands as TODO, which `checkFlow` refuses. `schema`
 * is where its first line says that the JSON Schema stands, as seen from the draft.
 */
export function importMarkdown(page: string, schema: string): string {
  const { title, introduction, steps, ...around } = readMarkdownDraft(page);
  const names = namesOf(steps.map(({ title: said }) => said));
  const flow = {
    id: nameOf(title),
    version: 1,
    title: title.slice(0, mostOfTitle),
    about: {
      introduction: whole(title, introduction) || `${todo} what the runbook is about`,
      ...around,
    },
    inputs: {
      subject: {
        kind: "text",
        label: `${todo} what the run is about, as a question`,
        subject: true,
      },
    },
    start: names[0] ?? "first",
    steps: Object.fromEntries(
      steps.map((step, at) => [names[at] ?? "", written(step, names[at + 1] ?? "done")]),
    ),
    ends: {
      done: { title: `${todo} how it ends`, say: `${todo} what is true then`, outcome: "TODO" },
    },
  };
  const head = `# yaml-language-server: $schema=${schema}\n`;
  return `${head}${stringify(flow, { lineWidth: 100 })}`;
}

/** How what a person must still write begins. */
const todo = "TODO:";
const mostOfTitle = 100;

/** A title that is too long for one stands above the text. */
const whole = (title: string, text: string) =>
  title.length > mostOfTitle ? `${title}\n${text}`.trimEnd() : text;

const written = ({ title, say, byHand, sources }: Drafted, next: string) => ({
  title: title.slice(0, mostOfTitle) || `${todo} what the step is about`,
  say: whole(title, say.join("\n")) || `${todo} what to do and why`,
  ...(byHand.length === 0 ? {} : { byHand }),
  ...(sources.length === 0 ? {} : { sources: [...new Set(sources)] }),
  choices: { done: { to: next, label: `${todo} what was seen, as the button says it` } },
  skip: "done",
});

/** Names of steps, each once: "check-the-queue". */
function namesOf(titles: readonly string[]): readonly string[] {
  const seen = new Set<string>(["done"]);
  return titles.map((title) => {
    const name = nameOf(title);
    let free = name;
    for (let times = 2; seen.has(free); times++) free = `${name}-${times}`;
    seen.add(free);
    return free;
  });
}

/** "kube-pod-crash-looping" of "KubePodCrashLooping" */
function nameOf(title: string): string {
  const apart = title.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  const words = apart.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words.slice(0, 5).join("-").slice(0, 50);
  return /^[a-z]/.test(name) ? name : `step-${name || "x"}`;
}
