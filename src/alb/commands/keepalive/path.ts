import { BadInput } from "../../../run/errors.ts";
import type { IdleAnswer, ServerAnswer } from "../../fields/field-builders.ts";
import { parseDuration } from "../../links/durations.ts";
import { answerFromDuration } from "../../links/idle-times.ts";
import type { Server, Unit } from "../../links/server.ts";
import { knownServers } from "../../links/servers.ts";

/**
 * Reads a request path as it is typed, nearest to the load balancer first: "nginx=75s/60s,node-20=5s". The value is when the
 * server closes an idle connection; behind a slash, how long a proxy keeps one to the server behind it. Throws BadInput.
 */
export function parsePath(typed: string): readonly ServerAnswer[] {
  return typed
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(parseServer);
}

function parseServer(part: string): ServerAnswer {
  const [name = "", values = ""] = part.split(/=(.*)/s);
  const server = serverMeant(name.trim());
  const [closes = "", keeps] = values.split("/");
  const zero = server.zero === undefined ? {} : { zero: server.zero };
  const answer = {
    kind: server.name,
    closes: timeoutOf(part, closes, { unit: server.unit, ...zero }),
  };
  if (keeps === undefined) return answer;
  if (server.upstream === undefined) {
    throw new BadInput(
      `${server.called} in “${part}” has no server behind it, so leave out “/${keeps}”.`,
    );
  }
  return { ...answer, keeps: timeoutOf(part, keeps, { unit: server.upstream.unit }) };
}

interface Reading {
  readonly unit: Unit;
  readonly zero?: "never" | "closes";
}

function timeoutOf(part: string, typed: string, { unit, zero }: Reading): IdleAnswer {
  if (typed.trim() === "default") return { how: "default" };
  const duration = parseDuration(typed.trim() === "" ? "unknown" : typed, unit, zero);
  const answer = answerFromDuration(duration, "--path");
  if (answer !== undefined) return answer;
  const why =
    duration.kind === "ambiguous"
      ? `Write ${duration.options.map(({ label }) => label).join(" or ")}, with its unit.`
      : duration.kind === "bad"
        ? duration.why
        : "";
  throw new BadInput(`The timeout in “${part}” cannot be used. ${why}`);
}

/**
 * By id, by full name, by the name in sentences, by its version ("node-22"), or by the beginning of an id, when that fits one
 * server only.
 */
function serverMeant(name: string): Server {
  const wanted = name.toLowerCase();
  const version = versionMeant(wanted);
  const tries: readonly ((server: Server) => boolean)[] = [
    ({ id }) => id === wanted,
    (server) => server.name.toLowerCase() === wanted,
    ({ called }) => called.toLowerCase() === wanted,
    ({ id }) => id === version,
    ({ id }) => id.startsWith(wanted),
  ];
  const found =
    tries.map((fits) => knownServers.filter(fits)).find((some) => some.length > 0) ?? [];
  const [first] = found;
  if (first !== undefined && found.length === 1 && wanted !== "") return first;
  const some = (found.length > 0 ? found : knownServers).map(({ id }) => id).join(", ");
  throw new BadInput(
    found.length > 0
      ? `“${name}” may be several servers: ${some}. Name one of them.`
      : `“${name}” is no server that Handrail knows. It knows ${some}.`,
  );
}

/** Servers are listed from the version on that behaves differently, such as node-8 and node-20; the first stands for older ones too. */
function versionMeant(wanted: string): string | undefined {
  const [, base, version] = /^([a-z]+)-?(\d+)$/.exec(wanted) ?? [];
  const known = knownServers.flatMap(({ id }) => {
    const [, name, number] = /^([a-z]+)-(\d+)$/.exec(id) ?? [];
    return name === base && number !== undefined ? [{ id, number: Number(number) }] : [];
  });
  return (known.findLast(({ number }) => number <= Number(version)) ?? known[0])?.id;
}
