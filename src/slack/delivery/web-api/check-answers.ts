/**
 * The same, whose answers are Slack's: what has Slack's status and not its form (a page of a proxy, half an answer) rejects, for
 * nobody knows what it stands for; and who says "too many requests" says for how long, within what can be meant.
 */
export const checkSlackAnswers =
  (ask: typeof fetch): typeof fetch =>
  async (...asked) => {
    const response = await ask(...asked);
    const { status, statusText } = response;
    const headers = new Headers(response.headers);
    if (status === 429) headers.set("retry-after", String(secondsIn(headers.get("retry-after"))));
    if (status !== 200) return new Response(response.body, { status, statusText, headers });
    const text = await response.text();
    if (!isSlacks(text)) throw new Error("What came back is no answer of Slack.");
    return new Response(text, { status, statusText, headers });
  };

/** https://docs.slack.dev/apis/web-api/#responses */
function isSlacks(text: string): boolean {
  try {
    const { ok, error, response_metadata: more }: Answer = { ...JSON.parse(text) };
    const lists = [more?.warnings, more?.messages].filter((list) => list !== undefined);
    return (
      (ok === true ||
        (ok === false && typeof error === "string" && /^[\w.:-]{1,100}$/.test(error))) &&
      lists.every(areTexts)
    );
  } catch {
    return false;
  }
}

/** Slack's SDK writes them into the log. */
const areTexts = (list: unknown): boolean =>
  Array.isArray(list) && list.every((one) => typeof one === "string");

interface Answer {
  readonly ok?: unknown;
  readonly error?: unknown;
  readonly response_metadata?: { readonly warnings?: unknown; readonly messages?: unknown } | null;
}

/** Where Slack does not say how long, in seconds. */
const usualWait = 30;

function secondsIn(header: string | null): number {
  const seconds = /^\d{1,9}$/.test(header ?? "") ? Number(header) : usualWait;
  return Math.max(1, seconds);
}

/** Bytes; the largest answers of Slack, lists of a thousand members or messages, are a few millions. */
const most = 16_000_000;

/** The same, whose answers end: one that goes on and on, of whoever stands in between, breaks off where it is read. */
export const limitAnswerSize =
  (ask: typeof fetch): typeof fetch =>
  async (...asked) => {
    const { body, status, statusText, headers } = await ask(...asked);
    if (body === null) return new Response(null, { status, statusText, headers });
    let bytes = 0;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, stream) => {
        bytes += chunk.length;
        if (bytes > most) stream.error(new Error("More came back than any answer of Slack has."));
        else stream.enqueue(chunk);
      },
    });
    return new Response(body.pipeThrough(counted), { status, statusText, headers });
  };
