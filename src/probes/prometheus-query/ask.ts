import { limitSignal } from "../../deadline.ts";
import { quoteForShell } from "../../language/texts/shell-quote.ts";
import { moduleUrl, runInThread } from "../../threads/bounded.ts";
import type { PrometheusAnswer, PrometheusSeries } from "./answer.ts";

/** The Prometheus that the operator names. */
export interface Prometheus {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
}

/** One question: a query for now, or over a time in steps of seconds. */
export interface PrometheusQuestion {
  readonly query: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly over?: { readonly seconds: number; readonly step: number };
}

/** The series that a query gives. Rejects with a sentence, never with the token. */
export async function askPrometheus(
  { url, token }: Prometheus,
  question: PrometheusQuestion,
  signal: AbortSignal,
): Promise<readonly PrometheusSeries[]> {
  const { path, form } = requestOf(question);
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    body: form,
    // The operator names this server and no other.
    redirect: "error",
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal: limitSignal(signal, longestMs),
  }).catch((error: Error) => {
    throw new Error(`${hostOf(url)} did not answer (${causeOf(error)}).`);
  });
  const outcome = await readAnswer(await textOf(response, url));
  if (outcome.kind === "ended") throw tooMuch(url, "more than can be read in two seconds");
  const answer = outcome.value;
  if (answer.kind === "series") return answer.series;
  if (answer.kind === "many") throw tooMuch(url, `${answer.values.toLocaleString("en-US")} values`);
  throw new Error(`${hostOf(url)} refused the query: ${reason(answer, response.status)}`);
}

/** Whatever a server answers, reading it ends, and holds nobody up. */
const readAnswer = runInThread<string, PrometheusAnswer>({
  module: moduleUrl(import.meta.url, "./answer"),
  name: "readAnswer" satisfies keyof typeof import("./answer.ts"),
});

const tooMuch = (url: string, what: string): Error =>
  new Error(`${hostOf(url)} answered with ${what}: have the query sum up its series.`);

/** The same question as a line to paste, without the token. */
export function curlLine({ url }: Prometheus, question: PrometheusQuestion): string {
  const { path, form } = requestOf(question);
  const data = [...form].map(
    ([name, value]) => `--data-urlencode ${quoteForShell(`${name}=${value}`)}`,
  );
  return ["curl", "-sS", quoteForShell(`${url}${path}`), ...data].join(" ");
}

function requestOf({ query, at, over }: PrometheusQuestion) {
  const seconds = Math.floor(at / 1_000);
  if (over === undefined)
    return { path: "/api/v1/query", form: new URLSearchParams({ query, time: String(seconds) }) };
  const form = new URLSearchParams({
    ...{ query, start: String(seconds - over.seconds), end: String(seconds) },
    step: String(over.step),
  });
  return { path: "/api/v1/query_range", form };
}

const longestMs = 20_000;
/** Bytes; a thousand series of a thousand values have 30 million and say nothing to a person. */
const mostBytes = 5_000_000;

async function textOf({ body }: Response, url: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw tooMuch(url, "more than 5 MB");
    text += decoder.decode(part, { stream: true });
  }
  return text;
}

export const hostOf = (url: string): string => URL.parse(url)?.host ?? "Prometheus";

const reason = (
  answer: Exclude<PrometheusAnswer, { kind: "series" | "many" }>,
  status: number,
): string =>
  answer.kind === "refused"
    ? `${answer.says.replace(/\.$/, "")}.`
    : `it answers with HTTP ${status} and no JSON of Prometheus. Check HANDRAIL_PROMETHEUS_URL and its token.`;

const causeOf = ({ message, cause, name }: Error): string =>
  name === "TimeoutError" || name === "AbortError"
    ? "not in time"
    : (cause instanceof Error
        ? cause.message || String((cause as NodeJS.ErrnoException).code)
        : message
      ).slice(0, 200);
