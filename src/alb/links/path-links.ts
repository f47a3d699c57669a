import type { ServerAnswer } from "../fields/field-builders.ts";
import { type Idle, idleTimeoutAttribute, proxyKeeps, serverCloses } from "./idle-times.ts";
import type { Link } from "./link.ts";
import { sayLink } from "./link-sentence.ts";
import {
  defaultMarginSeconds,
  judgeLink,
  type LinkMargin,
  safeTimeoutFor,
} from "./link-verdict.ts";
import type { Server } from "./server.ts";
import { serverNamed } from "./servers.ts";

/** The request path behind a load balancer, as far as it is known. */
export interface RequestPath {
  /** The ALB's idle_timeout.timeout_seconds; null while AWS could not be asked. */
  readonly idleTimeoutSeconds: number | null;
  /** Nobody read it: it is what AWS gives unless it is set otherwise, and is said as that. */
  readonly idleTimeoutIsAssumed?: boolean;
  /** Nearest to the load balancer first; `kind` is a name of the table. The shape of a flow's config answer. */
  readonly servers: readonly ServerAnswer[];
}

/** Every link of the path, from the load balancer inwards. */
export function pathLinks(
  path: RequestPath,
  marginSeconds = defaultMarginSeconds,
): readonly Link[] {
  const names = namesOf(path.servers);
  return path.servers.map((answer, index) => {
    const before = index === 0 ? undefined : path.servers[index - 1];
    const client =
      before === undefined ? loadBalancer(path) : clientOf(before, names[index - 1] ?? before.kind);
    return linkOf(client, answer, names[index] ?? answer.kind, marginSeconds);
  });
}

function loadBalancer({
  idleTimeoutSeconds: seconds,
  idleTimeoutIsAssumed,
}: RequestPath): Link["client"] {
  const keeps: Idle = seconds === null ? { kind: "unknown" } : { kind: "seconds", seconds };
  const source = seconds === null || idleTimeoutIsAssumed ? "not read" : idleTimeoutAttribute;
  const name = idleTimeoutIsAssumed ? "a load balancer at its default" : "the load balancer";
  return { name, kind: null, keeps, source };
}

function clientOf(answer: ServerAnswer, name: string): Link["client"] {
  const { kind, keeps: said } = answer;
  const { idle, source } = proxyKeeps(said, serverNamed(kind));
  return { name, kind, keeps: idle, source, ...(said === undefined ? {} : { said }) };
}

function linkOf(
  client: Link["client"],
  answer: ServerAnswer,
  name: string,
  marginSeconds: number,
): Link {
  const known = serverNamed(answer.kind);
  const { idle: closes, source } = serverCloses(answer.closes, known);
  const port = answer.port === undefined ? {} : { port: answer.port };
  const said = answer.closes;
  const server = { name, kind: answer.kind, closes, source, said, ...port };
  const verdict = judge(client, closes, known, marginSeconds);
  const needs = safeTimeoutFor(verdict, { keeps: client.keeps, closes }, known, marginSeconds);
  const margin = marginOf(client.keeps, closes);
  const needed = known?.notHttp === undefined ? needs : null;
  const link = { client, server, verdict, marginSeconds: margin, needs: needed };
  return { ...link, says: sayLink(link, known, marginSeconds) };
}

const marginOf = (keeps: Idle, closes: Idle): number | null =>
  "seconds" in keeps && "seconds" in closes
    ? Number((closes.seconds - keeps.seconds).toFixed(3))
    : null;

/** What speaks no HTTP keeps no HTTP connection; only as the load balancer's neighbour it means that a server was left out. */
function judge(
  { kind, keeps }: Link["client"],
  closes: Idle,
  server: Server | undefined,
  marginSeconds: number,
): LinkMargin {
  if (server?.notHttp === undefined) return judgeLink(keeps, closes, marginSeconds);
  return kind === null && closes.kind === "unknown" ? "unknown" : "no-reuse";
}

/** Names for sentences; the second nginx of a path is "nginx (2)". */
function namesOf(servers: readonly ServerAnswer[]): readonly string[] {
  const called = servers.map(({ kind }) => serverNamed(kind)?.called ?? nameOfKind(kind));
  return called.map((name, index) => {
    const nth = called.slice(0, index + 1).filter((other) => other === name).length;
    return nth === 1 ? name : `${name} (${nth})`;
  });
}

/** What is not known is no name. */
const nameOfKind = (kind: string) => (/^(?:unknown|)$/i.test(kind.trim()) ? "the server" : kind);
