import { pipeline, type Readable, Transform, type TransformCallback } from "node:stream";

type Next = (args: { readonly request: unknown }) => Promise<unknown>;
export type Middleware = (next: Next, context: Context) => Next;

/** What the SDK tells of a call beside its request; https://github.com/smithy-lang/smithy-typescript */
interface Context {
  readonly commandName?: string;
  readonly __smithy_context?: { readonly abortSignal?: AbortSignal | undefined };
}

/** What AWS's SDK hands on where it takes an answer apart. */
interface Raw {
  readonly response: {
    readonly statusCode: number;
    readonly headers: { readonly [name: string]: string };
    body?: unknown;
  };
}

/** Bytes; ten thousand rows of a search, with long lines, are about half. Objects of S3 are files, and go to the disk. */
const most = 32_000_000;

/**
 * Ends an answer that has no end, and takes none for one that is not AWS's: a page of a proxy that wants somebody to sign in, or
 * nothing at all, would say that there is nothing of what was asked for.
 */
export const checkAwsAnswers: Middleware =
  (next, { commandName }) =>
  async (args) => {
    const raw = (await next(args)) as Raw;
    const { response } = raw;
    if (commandName === "GetObjectCommand" || !isStream(response.body)) return raw;
    const isGood = response.statusCode < 300;
    if (isGood && /^text\/html/i.test(response.headers["content-type"] ?? "")) {
      response.body.destroy();
      throw noAnswer("a page of HTML came back");
    }
    response.body = bounded(response.body, isGood && !sayNothing.has(commandName ?? ""));
    return raw;
  };

/** The commands of the allow-list whose answer has nothing in it: https://docs.aws.amazon.com/athena/latest/APIReference/API_StopQueryExecution.html */
const sayNothing: ReadonlySet<string> = new Set(["StopQueryExecutionCommand"]);

const noAnswer = (what: string) => Object.assign(new Error(what), { code: "NO_ANSWER_OF_AWS" });

const isStream = (body: unknown): body is Readable =>
  typeof body === "object" && body !== null && "pipe" in body;

function bounded(body: Readable, hasContent: boolean): Readable {
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      bytes += chunk.length;
      if (bytes > most) next(noAnswer(`more than ${most / 1_000_000} MB came back, and no end`));
      else next(null, chunk);
    },
    flush(next: TransformCallback) {
      next(hasContent && bytes === 0 ? noAnswer("nothing came back") : null);
    },
  });
  return pipeline(body, counted, () => {
    // Whoever reads it is told.
  });
}
