/** The head of an HTTP/1.x response. */
export interface Head {
  readonly status: number;
  /** Of the version: 0 for HTTP/1.0. */
  readonly minor: 0 | 1;
  /** By lower-case name; repeated fields are joined with ", ". */
  readonly fields: ReadonlyMap<string, string>;
}

/** What is still to come of a body (RFC 9112, 6.3). */
export type RemainingBody =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly left: number }
  /** Chunks: `left` bytes of the current one with its line end, 0 before a size. */
  | { readonly kind: "chunks"; readonly left: number }
  /** The lines after the last chunk. */
  | { readonly kind: "trailer" }
  /** Everything until the connection ends. */
  | { readonly kind: "rest" };

type ReadHead =
  | { readonly kind: "more" }
  | { readonly kind: "bad"; readonly why: string }
  | { readonly kind: "head"; readonly head: Head; readonly length: number };

/** The first response that is not a preliminary one (1xx), and how many characters lead up to its body. */
export function readHead(text: string): ReadHead {
  const end = /\r?\n\r?\n/.exec(text);
  if (!text.startsWith("HTTP/1.".slice(0, text.length))) return notHttp;
  if (end === null) return text.length > longestHead ? tooLong : { kind: "more" };
  const [first = "", ...lines] = text.slice(0, end.index).split(/\r?\n/);
  const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first) ?? [];
  if (status === undefined) return notHttp;
  const length = end.index + end[0].length;
  if (/^1(?!01)/.test(status)) {
    const next = readHead(text.slice(length));
    return next.kind === "head" ? { ...next, length: next.length + length } : next;
  }
  const fields = fieldsOf(lines);
  const head = { status: Number(status), minor: minor === "0" ? 0 : 1, fields } as const;
  return { kind: "head", head, length };
}

const notHttp = { kind: "bad", why: "in something that is not HTTP/1.x" } as const;
const tooLong = { kind: "bad", why: "with a head of more than 64 KB" } as const;
const longestHead = 65_536;

function fieldsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const end = line.indexOf(":");
    const key = line.slice(0, Math.max(0, end)).toLowerCase();
    const value = line.slice(end + 1).trim();
    const before = fields.get(key);
    if (key !== "" && !/\s/.test(key))
      fields.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return fields;
}

/** How the end of this response's body is known. */
export function bodyEnd({ status, fields }: Head, method: "HEAD" | "GET"): RemainingBody {
  if (method === "HEAD" || status === 204 || status === 304) return { kind: "none" };
  if (/chunked\s*$/i.test(fields.get("transfer-encoding") ?? "")) {
    return { kind: "chunks", left: 0 };
  }
  const length = fields.get("content-length");
  if (length === undefined || !/^\d+$/.test(length)) return { kind: "rest" };
  return length === "0" ? { kind: "none" } : { kind: "length", left: Number(length) };
}

/** Takes what has arrived off the body; `text` is what cannot be read yet. Undefined where it breaks the rules of chunks. */
export function consumeBody(
  body: RemainingBody,
  text: string,
): { readonly body: RemainingBody; readonly text: string } | undefined {
  if (body.kind === "none") return { body, text };
  if (body.kind === "rest") return { body, text: "" };
  if (body.kind === "length") {
    const left = body.left - text.length;
    return { body: left > 0 ? { kind: "length", left } : { kind: "none" }, text: "" };
  }
  return body.kind === "trailer" ? trailer(text) : chunks(body.left, text);
}

function chunks(left: number, text: string): ReturnType<typeof consumeBody> {
  let rest = text;
  let open = left;
  for (;;) {
    if (rest.length < open) return { body: { kind: "chunks", left: open - rest.length }, text: "" };
    rest = rest.slice(open);
    const [line, size] = /^([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n/i.exec(rest) ?? [];
    if (line === undefined || size === undefined) {
      const whole = rest.includes("\n") || rest.length > 1_000;
      return whole ? undefined : { body: { kind: "chunks", left: 0 }, text: rest };
    }
    rest = rest.slice(line.length);
    if (/^0+$/.test(size)) return trailer(rest);
    open = Number.parseInt(size, 16) + 2;
  }
}

function trailer(text: string): ReturnType<typeof consumeBody> {
  const done = /^(?:[^\r\n]+\r?\n)*\r?\n/.test(text);
  return done ? { body: { kind: "none" }, text: "" } : { body: { kind: "trailer" }, text };
}
