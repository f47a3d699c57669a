import type { Flow } from "#language";
import { answersInWords, serverInWords, serversIn } from "../run/answers-in-words.ts";
import { choiceLabel, stepOf } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { Sentence } from "../run/sentence.ts";
import { absent, counting, recorded, sentence } from "./records.ts";

/**
 * What was changed: the statements that it is rolled out, and each value that differs from the
 * first one recorded.
 */
export function change(flow: Flow, run: Run): readonly Sentence[] {
  const all = [...stated(flow, run), ...servers(flow, run), ...loadBalancer(run)];
  return all.length > 0 ? all : absent(run, "No change is recorded.");
}

function stated(flow: Flow, run: Run): readonly Sentence[] {
  return recorded(run, "chosen").flatMap(({ by, at, visit, choice, answers, index }) => {
    const way = flow.steps[stepOf(visit)]?.choices[choice];
    if (way?.marks !== "change" || !run.changes.includes(at)) return [];
    const more = answersInWords(way.ask ?? {}, answers);
    const label = choiceLabel(flow, stepOf(visit), choice);
    const said = ` stated that the change is rolled out (“${label}”)${more.map((one) => `; ${one}`).join("")}.`;
    return [sentence(["At ", { time: at }, ", ", { person: by }, said], index)];
  });
}

/** Servers of the described path whose description changed, at their place on the path. */
function servers(flow: Flow, run: Run): readonly Sentence[] {
  const described = recorded(run, "answered").flatMap(({ answers, visit, index }) =>
    configFields(flow, visit).map((field) => ({ path: serversIn(answers[field]), index })),
  );
  const first = described[0];
  const last = described.at(-1);
  if (!first || !last || first === last) return [];
  const places = Math.max(first.path.length, last.path.length);
  return Array.from({ length: places }, (_, place) => {
    const [was, is] = [first, last].map(({ path }) => inWords(path[place]));
    if (was === is) return [];
    return [
      sentence(
        [`Server ${place + 1} was described as: ${was}. At last: ${is}.`],
        first.index,
        last.index,
      ),
    ];
  }).flat();
}

const configFields = (flow: Flow, visit: string): readonly string[] =>
  Object.entries(flow.steps[stepOf(visit)]?.ask ?? {}).flatMap(([name, { kind }]) =>
    kind === "config" ? [name] : [],
  );

const inWords = (server: ReturnType<typeof serversIn>[number] | undefined): string =>
  server === undefined ? "not described" : serverInWords(server);

function loadBalancer(run: Run): readonly Sentence[] {
  const read = counting(run, "alb.timeouts").flatMap(({ evidence, index }) => {
    const seconds = evidence.numbers.albIdleSeconds;
    return typeof seconds === "number" ? [{ seconds, index }] : [];
  });
  const [first] = read;
  const last = read.at(-1);
  if (!first || !last || first.seconds === last.seconds) return [];
  const says = `The load balancer's idle timeout was ${first.seconds} s at first and ${last.seconds} s at last.`;
  return [sentence([says], first.index, last.index)];
}
