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
