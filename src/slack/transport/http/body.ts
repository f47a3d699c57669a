/** What a request carried, as Bolt's sockets know it. */
export interface Payload {
  readonly type: "slash_commands" | "interactive" | "events_api";
  readonly body: { readonly [name: string]: unknown };
}

/**
 * Reads a body: events are JSON, commands a form, interactions a form with JSON in `payload`. Undefined when it is none.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function readPayload(contentType: string, raw: Buffer): Payload | undefined {
  const text = raw.toString("utf8");
  if (contentType.startsWith("application/json")) return wrap("events_api", parse(text));
  if (!contentType.startsWith("application/x-www-form-urlencoded")) return undefined;
  const form = Object.fromEntries(new URLSearchParams(text));
  if (form.payload !== undefined) return wrap("interactive", parse(form.payload));
  return { type: "slash_commands", body: form };
}

const wrap = (type: Payload["type"], body: unknown): Payload | undefined =>
  typeof body === "object" && body !== null && !Array.isArray(body)
    ? { type, body: { ...body } }
    : undefined;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
