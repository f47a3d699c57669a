import nock from "nock";
import { type AskAws, openAccount } from "../../../src/aws/account.ts";
import { type Exchange, region } from "./exchange.ts";
import { type Service, services } from "./services.ts";

/** What AWS does with a request: it answers, or the connection breaks. */
export type Reply =
  | {
      readonly status: number;
      readonly body: string;
      readonly type?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | Error;

export interface SentRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

export function serviceOf({ action }: Pick<Exchange, "action">): Service {
  const found = services[action.split(":")[0] ?? ""];
  if (found === undefined) throw new Error(`${action}: its service is missing in services.ts.`);
  return found;
}

/** Asks with the real SDK while AWS does `replies` in turn; `sent` fills with what came to AWS. */
export function overTheWire(
  row: Pick<Exchange, "action">,
  input: object,
  ...replies: readonly Reply[]
): { readonly output: Promise<object>; readonly sent: readonly SentRequest[] } {
  const service = serviceOf(row);
  const sent: SentRequest[] = [];
  for (const reply of replies) awaitOne(service, reply, (request) => sent.push(request));
  const { ask } = openAccount({
    name: "practice",
    region,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" },
    callsPerSecond: { elasticloadbalancing: 1e6, cloudtrail: 1e6, logs: 1e6 },
  });
  return { output: (ask as AskAws & Loose)(row.action, input).then(readable), sent };
}

/** The table pairs inputs with actions; the compiler cannot follow that. */
type Loose = (action: string, input: object) => Promise<object>;

function awaitOne(
  { host, type, answerType }: Service,
  reply: Reply,
  note: (request: SentRequest) => void,
): void {
  const interceptor = nock(`https://${host}`).intercept(/.*/, type === undefined ? "GET" : "POST");
  if (reply instanceof Error) {
    interceptor.replyWithError(reply);
    return;
  }
  interceptor.reply(async (request: Request) => {
    const { method, headers } = request;
    note({ method, url: new URL(request.url), headers, body: await request.text() });
    const answered = { "content-type": reply.type ?? answerType, ...reply.headers };
    return [reply.status, reply.body, answered];
  });
}

/** The output without what is about the request, and with the text of a body that is a stream. */
async function readable(output: object): Promise<object> {
  const { $metadata, Body, ...rest } = output as { $metadata?: object; Body?: Stream };
  return Body === undefined ? rest : { text: await Body.transformToString() };
}

interface Stream {
  readonly transformToString: () => Promise<string>;
}
