import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { z } from "zod";
import type { Workspace } from "../workspace/index.ts";
import { actShape, perform } from "./acts.ts";
import type { Asset, Assets } from "./assets.ts";
import type { Feed } from "./feed.ts";
import { fileAsset } from "./files.ts";
import { refusal, safeHeaders } from "./guard.ts";
import { changeShape, type OperationsRoom } from "./operations.ts";
import { sightOf } from "./sight.ts";
import type { Brief } from "./wire.ts";

/** What the requests are answered with. */
export interface RouteParts {
  readonly workspace: Workspace;
  readonly operations: OperationsRoom;
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
    ? fileAsset(parts.workspace, id)
    : parts.assets.get(pathname === "/" ? "/index.html" : pathname);
  return found ? send(response, found) : answer(response, 404, { error: "There is no such page." });
}

async function post(parts: RouteParts, pathname: string, request: IncomingMessage) {
  if (pathname === "/act") return perform(parts.workspace, await read(request, actShape));
  if (pathname !== "/operations") throw new Error("Nothing is done there.");
  parts.operations.change(await read(request, changeShape));
  return { acked: true, warning: null };
}

function follow({ workspace, operations, feed }: RouteParts, as: string, response: ServerResponse) {
  if (!workspace.data.people.some(({ id }) => id === as)) {
    return answer(response, 404, { error: "There is no such person." });
  }
  feed.open(response, [
    { event: "sight", now: () => sightOf(workspace, as), onChange: seenChanges(workspace) },
    { event: "operations", now: operations.now, onChange: operations.onChange },
  ]);
}

/** Changes that somebody could see: calls of the app and its connections are none. */
const seenChanges =
  ({ onChange }: Workspace) =>
  (listener: () => void) =>
    onChange(({ kind }) => {
      if (kind !== "call" && kind !== "socket") listener();
    });

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
