import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { z } from "zod";
import { actShape, perform } from "./acts.ts";
import { type Asset, type Assets, fileAsset } from "./assets.ts";
import type { Feed } from "./feed.ts";
import type { Room } from "./room.ts";
import { sightOf } from "./sight.ts";
import type { Stage } from "./stage.ts";
import type { Brief, PageAnswer } from "./wire.ts";

/** What the requests are answered with. */
interface RouteParts {
  readonly stage: Stage;
  readonly operations: Room;
  readonly assets: Assets;
  readonly feed: Feed;
  readonly brief: Brief;
  readonly port: number;
}

/** Answers the page's requests: its files, /brief, /feed?as=PERSON, /files/ID, and what is done, posted as JSON. */
export function createRoutes(parts: RouteParts): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    const refused = refusal(request, parts.port);
    if (refused) return answer(response, 403, { error: refused });
    route(parts, request, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      answer(response, 400, { error: reason });
    });
  };
}

async function route(parts: RouteParts, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  if (request.method === "POST") return answer(response, 200, await post(parts, pathname, request));
  if (pathname === "/brief") return answer(response, 200, parts.brief);
  if (pathname === "/feed") return follow(parts, searchParams.get("as") ?? "", response);
  const [, id] = /^\/files\/(\w+)$/.exec(pathname) ?? [];
  const found = id
    ? fileAsset(parts.stage.workspace(), id)
    : parts.assets.get(pathname === "/" ? "/index.html" : pathname);
  return found ? send(response, found) : answer(response, 404, { error: "There is no such page." });
}

async function post(
  { stage, operations }: RouteParts,
  pathname: string,
  request: IncomingMessage,
): Promise<PageAnswer> {
  switch (pathname) {
    case "/act":
      return perform(stage.workspace(), await read(request, actShape));
    case "/operations":
      operations.change(await read(request, z.json()));
      return done;
    case "/scenario":
      stage.choose((await read(request, scenarioShape)).name);
      return done;
    case "/debrief":
      await read(request, z.strictObject({}));
      await stage.tell();
      return done;
    default:
      throw new Error("Nothing is done there.");
  }
}

const done: PageAnswer = { acked: true, warning: null };
/** Without a name, one by chance. */
const scenarioShape = z.strictObject({ name: z.string().max(40).nullable() });

function follow({ stage, operations, feed }: RouteParts, as: string, response: ServerResponse) {
  if (!stage.workspace().data.people.some(({ id }) => id === as)) {
    return answer(response, 404, { error: "There is no such person." });
  }
  feed.open(response, [
    { event: "training", now: stage.training, onChange: stage.onChange },
    { event: "sight", now: () => sightOf(stage.workspace(), as), onChange: seenChanges(stage) },
    { event: "operations", now: operations.now, onChange: operations.onChange },
  ]);
}

/** Changes that somebody could see, of whichever workspace is on: calls of the app and its connections are none. */
function seenChanges(stage: Stage) {
  return (listener: () => void): (() => void) => {
    let workspace = stage.workspace();
    const look = () =>
      workspace.onChange(({ kind }) => {
        if (kind !== "call" && kind !== "socket") listener();
      });
    let stop = look();
    const stopLooking = stage.onChange(() => {
      if (stage.workspace() === workspace) return;
      stop();
      workspace = stage.workspace();
      stop = look();
      listener();
    });
    return () => {
      stopLooking();
      stop();
    };
  };
}

// A few files may be picked in a form; more than this is not meant for practice.
const mostBytes = 8_000_000;

async function read<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > mostBytes) throw new Error("This is too much at once.");
    chunks.push(chunk);
  }
  return shape.parse(JSON.parse(Buffer.concat(chunks).toString()));
}

const answer = (response: ServerResponse, status: number, body: unknown) =>
  send(response, { type: "application/json", body: JSON.stringify(body) }, status);

function send(response: ServerResponse, { type, body }: Asset, status = 200): void {
  response.writeHead(status, { "Content-Type": type }).end(body);
}

/**
 * Why a request is refused, or null. Pages of other sites can reach loopback ports: a foreign Host is DNS rebinding, a
 * foreign Origin is a page that drives this one.
 */
function refusal({ headers, method = "" }: IncomingMessage, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? "")) return "This host name is not the practice page's.";
  const isWriting = method !== "GET" && method !== "HEAD";
  const { origin } = headers;
  if ((origin !== undefined || isWriting) && origin !== `http://${headers.host}`) {
    return "This origin may not use the practice page.";
  }
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return "Another site may not read this.";
  if (isWriting && headers["content-type"] !== "application/json") return "Send JSON.";
  return null;
}

/** What the page and its answers may do in a browser: load its own files only, be framed by nobody. */
const safeHeaders = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
} as const;
