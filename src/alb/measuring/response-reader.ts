import { bodyEnd, consumeBody, type Head, type RemainingBody, readHead } from "./framing.ts";

/** How far a response has been read. */
export type ResponseProgress =
  | { readonly kind: "more" }
  | { readonly kind: "done"; readonly head: Head }
  /** Not HTTP/1.x, or more than is read here; `why` completes "It answered …". */
  | { readonly kind: "bad"; readonly why: string };

/** Reads the bytes of one response as latin1, in order to know when the connection becomes idle. */
export interface ResponseReader {
  readonly push: (chunk: string) => ResponseProgress;
  /** The other side sends no more. */
  readonly ended: () => ResponseProgress;
}

/** A reader for the response to one request; bodies are thrown away. */
export function createResponseReader(method: "HEAD" | "GET"): ResponseReader {
  let text = "";
  let size = 0;
  let head: Head | undefined;
  let body: RemainingBody = { kind: "none" };
  const advance = (): ResponseProgress => {
    if (size > mostBytes) return { kind: "bad", why: "with more than 10 MB" };
    if (head === undefined) {
      const read = readHead(text);
      if (read.kind !== "head") return read;
      ({ head } = read);
      text = text.slice(read.length);
      body = bodyEnd(head, method);
    }
    const left = consumeBody(body, text);
    if (left === undefined) return { kind: "bad", why: "with chunks that cannot be read" };
    ({ body, text } = left);
    return body.kind === "none" ? { kind: "done", head } : { kind: "more" };
  };
  return {
    push: (chunk) => {
      size += chunk.length;
      text += chunk;
      return advance();
    },
    ended: () => (head !== undefined && body.kind === "rest" ? { kind: "done", head } : cutOff),
  };
}

const cutOff: ResponseProgress = { kind: "bad", why: "with half a response" };
const mostBytes = 10_000_000;
