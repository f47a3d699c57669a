import type { Flow } from "../flow.ts";
import type { Alert, AlertSign } from "./alert.ts";

/** The flows whose alerts these are, the surest first: by metric, by namespace, by words; in their order where they are alike. */
export function flowsFor(flows: readonly Flow[], alert: Alert): readonly Flow[] {
  const said = saidIn(alert);
  return flows
    .map((flow) => ({ flow, sure: sureness(flow, alert, said) }))
    .filter(({ sure }) => sure > 0)
    .toSorted((one, other) => other.sure - one.sure)
    .map(({ flow }) => flow);
}

/** A metric says more than a namespace, and both more than words; 0 for none of the flow's signs. */
function sureness({ startsFrom = [] }: Flow, alert: Alert, said: string): number {
  return Math.max(0, ...startsFrom.map((sign) => (holds(sign, alert, said) ? weight(sign) : 0)));
}

function holds({ namespace, metrics, words }: AlertSign, alert: Alert, said: string): boolean {
  return (
    (namespace === undefined || isSame(namespace, alert.namespace)) &&
    (metrics === undefined || metrics.some((metric) => isOf(metric, alert))) &&
    (words === undefined || words.every((word) => holdsWord(said, word.toLowerCase())))
  );
}

const weight = ({ namespace, metrics, words }: AlertSign): number =>
  (metrics === undefined ? 0 : 4) +
  (namespace === undefined ? 0 : 2) +
  (words === undefined ? 0 : 1);

const isOf = (metric: string, { metric: first, metrics = [] }: Alert): boolean =>
  [first, ...metrics].some((one) => isSame(metric, one));

const isSame = (one: string, other = ""): boolean => one.toLowerCase() === other.toLowerCase();

const saidIn = ({ title, text, service = "", metric = "", labels }: Alert): string =>
  [title, service, metric, text, ...Object.values(labels)].join("\n").toLowerCase();

/** Whether a word stands there, and not as a part of a longer one: "404" is no part of "14041". */
function holdsWord(said: string, word: string): boolean {
  for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1))
    if (isEdge(said[at - 1]) && isEdge(said[at + word.length])) return true;
  return false;
}

const isEdge = (sign: string | undefined): boolean => sign === undefined || !/[a-z0-9]/.test(sign);
