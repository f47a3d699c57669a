import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Log } from "../engine/ports.ts";
import { rateLimitedLog } from "../engine/rate-limited-log.ts";
import type { Hook, HookRefusal, Prover } from "./hook.ts";
import { signedBy, tokenIs } from "./signatures.ts";
import { signedBySns } from "./sns-signatures.ts";
import { type AlertsTaken, type TakeParts, takeAlerts } from "./take-alert.ts";

/** Answers requests below /hooks/; false for any other, which it leaves alone. */
export type HookListener = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface HookParts extends TakeParts {
  readonly hooks: readonly Hook[];
  /** The raw body of a request that nobody has verified yet, within bounds. */
  readonly readBody: (request: IncomingMessage) => Promise<Buffer | "too large" | "crowded">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Takes alerts at /hooks/<name>: 200 for what was taken, 401 for what is not proven, 503 for what is to be sent again. */
export function createHookListener(given: HookParts): HookListener {
  const parts = { ...given, log: rateLimitedLog(given.log, given.clock) };
  const known = new Map(
    parts.hooks.map((hook) => [hook.name, { hook, prover: proverOf(parts, hook) }]),
  );
  return (request, response) => {
    // What a client asks for may be no path at all ("//").
    const { pathname = "" } = URL.parse(request.url ?? "/", "http://localhost") ?? {};
    if (!pathname.startsWith("/hooks/")) return false;
    const found = known.get(pathname.slice("/hooks/".length));
    if (found === undefined) end(response, 404);
    else if (request.method !== "POST") end(response, 405);
    else void answer(parts, found, request, response);
    return true;
  };
}

function proverOf({ sns }: HookParts, { proof }: Hook): Prover {
  switch (proof.kind) {
    case "token":
      return tokenIs(proof.secret);
    case "sns":
      return signedBySns(proof.topic, sns);
    default:
      return signedBy(proof);
  }
}

async function answer(
  parts: HookParts,
  { hook, prover }: { readonly hook: Hook; readonly prover: Prover },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { log, clock } = parts;
  try {
    const proven = await provenBody(parts, prover, request);
    if (proven.kind !== "ok") return refuse(parts, hook, response, proven.kind);
    const taken = await takeAlerts(parts, hook, { ...proven, now: clock() });
    log.info("A hook was called", { hook: hook.name, ...taken });
    end(response, taken.kind === "unread" ? 422 : 200, saysOf(taken));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    log.warn("A hook could not take a request, which is to be sent again", {
      hook: hook.name,
      cause,
    });
    end(response, 503);
  }
}

type ProvenBody =
  | { readonly kind: "ok"; readonly body: Buffer; readonly id?: string }
  | { readonly kind: HookRefusal | "too large" };

/** The body once it is known whose it is. The headers are looked at before it is read. */
async function provenBody(
  { clock, readBody }: HookParts,
  { precheck, prove }: Prover,
  request: IncomingMessage,
): Promise<ProvenBody> {
  const header = (name: string) => oneOf(request.headers[name]);
  const checked = precheck(header, clock());
  if (checked.kind !== "ok") return checked;
  const body = await readBody(request);
  if (typeof body === "string") return { kind: body };
  const proven = await prove({ header, body }, clock());
  return proven.kind === "ok" ? { ...proven, body } : proven;
}

function refuse(
  { log }: HookParts,
  { name }: Hook,
  response: ServerResponse,
  why: HookRefusal | "too large",
): void {
  log.warn(`A request to a hook was refused: ${because[why]}`, { hook: name, why });
  end(response, why === "too large" ? 413 : why === "crowded" ? 503 : 401);
}

const because: { readonly [Why in HookRefusal | "too large"]: string } = {
  unsigned: "it has no signature, or no token, of the kind that the hook wants.",
  stale: "it was not signed lately. If its sender sent it, this machine's clock is wrong.",
  forged: "its signature, or its token, is another's.",
  crowded: "many large ones arrive at once and slowly.",
  "too large": "it is larger than any alert.",
};

function saysOf(taken: AlertsTaken): object {
  if (taken.kind === "unread") return { says: "There is no alert in it that Handrail can read." };
  return taken.kind === "taken"
    ? { alerts: taken.alerts, offered: taken.offered }
    : { says: taken.kind };
}

const oneOf = (header: string | readonly string[] | undefined): string =>
  typeof header === "string" ? header : (header?.[0] ?? "");

function end(response: ServerResponse, status: number, body: object = {}): void {
  if (response.headersSent || response.destroyed) return;
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    // Only who was proven keeps a connection, for others could hold all that there are; nor is what is left of a body read.
    ...(status === 200 ? {} : { connection: "close" }),
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
