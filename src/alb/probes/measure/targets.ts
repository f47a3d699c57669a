import { plural } from "../../../language/amounts.ts";
import { type Guard, plainAddress } from "../../../probes/network-guard.ts";
import type { Group } from "../../balancer.ts";
import type { TargetState } from "../../diagnosis/pattern/signs.ts";
import { parseAddress, shownAddress } from "../../measuring/address.ts";

export interface MeasurableTarget {
  readonly group: string;
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
  /** What its health check asks for. */
  readonly path: string;
}

/** All that is known of where a load balancer sends requests. */
export interface KnownTargets {
  readonly groups: readonly Group[];
  readonly targets: readonly TargetState[];
  /** Where the load balancer itself listens: "10.0.0.1:80". */
  readonly listening: readonly string[];
}

/** Which targets to measure, or why there are none and which port one would be measured on. */
export type Chosen =
  | {
      readonly kind: "targets";
      readonly targets: readonly MeasurableTarget[];
      /** Why others are left out, a sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly kind: "none"; readonly why: string; readonly port: number | null };

/** More than this are not measured at once. */
const mostTargets = 8;

/**
 * The registered IP targets; or the one that a responder typed, which has to be one of them, or an address in a network that the
 * operator named, on a port that an instance is registered with, because AWS does not tell the address of an instance. Nothing
 * else is ever connected to.
 */
export function chooseTargets(
  known: KnownTargets,
  typed: string | undefined,
  guard: Guard,
): Chosen {
  const registered = registeredIn(known, guard);
  return typed === undefined ? all(known, registered) : one(known, registered, typed, guard);
}

type Registered = MeasurableTarget & { readonly state: string };

/** IP targets that speak HTTP/1.1, without those that nobody connects to. */
function registeredIn(
  { groups, targets, listening }: KnownTargets,
  { isForbidden }: Guard,
): readonly Registered[] {
  return targets.flatMap(({ group: name, id, port, state }) => {
    const group = groups.find((each) => each.name === name);
    if (group?.type !== "ip" || !isHttp1(group) || port === null) return [];
    const address = plainAddress(id);
    if (address === null || isForbidden(address)) return [];
    if (listening.includes(shownAddress(address, port))) return [];
    return [{ ...shapeOf(group), address, port, state }];
  });
}

const isHttp1 = ({ type, version }: Group) =>
  type !== "lambda" && !/^(HTTP2|GRPC)$/.test(version ?? "");

const shapeOf = ({ name, protocol, healthCheckPath }: Group) => ({
  group: name,
  tls: protocol === "HTTPS",
  path: /^\/[!-~]*$/.test(healthCheckPath ?? "") ? (healthCheckPath ?? "/") : "/",
});

/** Healthy ones; where there are none, whatever is not leaving. */
function all(known: KnownTargets, registered: readonly Registered[]): Chosen {
  const staying = registered.filter(({ state }) => !/^(draining|unused)$/.test(state));
  const healthy = staying.filter(({ state }) => state === "healthy");
  const chosen = healthy.length > 0 ? healthy : staying;
  if (chosen.length === 0) return none(known);
  return {
    kind: "targets",
    targets: chosen.slice(0, mostTargets).map(({ state: _, ...target }) => target),
    notes: notesOn(known, chosen.length),
  };
}

function notesOn({ groups, targets }: KnownTargets, count: number): readonly string[] {
  const instances = targets.filter(({ group }) => typeOf(groups, group) === "instance").length;
  return [
    count > mostTargets ? `Of ${count} targets the first ${mostTargets} were measured.` : "",
    instances === 0
      ? ""
      : `${plural(instances, "more target")} ${instances === 1 ? "is an instance, whose address" : "are instances, whose addresses"} Elastic Load Balancing does not tell: answer with an address and port to measure one.`,
  ].filter((sentence) => sentence !== "");
}

const typeOf = (groups: readonly Group[], name: string) =>
  groups.find((group) => group.name === name)?.type;

function none({ groups, targets }: KnownTargets): Chosen {
  const port = targets.find((target) => target.port !== null)?.port ?? null;
  const why =
    targets.length === 0
      ? "The load balancer has no registered targets, so there is nothing to measure."
      : groups.every((group) => !isHttp1(group))
        ? "The load balancer speaks no HTTP/1.1 to its targets (Lambda, HTTP/2 or gRPC), so they have no keep-alive timeout to measure."
        : targets.every(({ group }) => typeOf(groups, group) === "instance")
          ? "The targets are instances, and Elastic Load Balancing does not tell their addresses. Change the answers (⋯) to the private address and the port of one, such as 10.0.1.5:3000."
          : "No target is registered by an address that may be measured.";
  return { kind: "none", why, port };
}

function one(
  known: KnownTargets,
  registered: readonly Registered[],
  typed: string,
  { isForbidden, isInside }: Guard,
): Chosen {
  const at = parseAddress(typed);
  if (at.kind === "bad") return refused(at.why, null);
  const { host, port } = at;
  const address = plainAddress(host);
  if (address === null || isForbidden(address))
    return refused(isName(host) ? noName(host) : forbidden(host), port);
  const shown = shownAddress(address, port);
  if (known.listening.includes(shown)) return refused(balancerItself(shown), port);
  const target = registered.find((each) => each.address === address && each.port === port);
  if (target !== undefined) {
    const { state: _, ...rest } = target;
    return { kind: "targets", targets: [rest], notes: [] };
  }
  const group = instanceGroup(known, port);
  if (group === undefined) return refused(unknown(shown, known), port);
  if (!isInside(address)) return refused(outside(shown), port);
  const note = `That ${shown} is one of the instances is your word; AWS names their port only.`;
  return {
    kind: "targets",
    targets: [{ ...shapeOf(group), address, port }],
    notes: [note],
  };
}

/** The group with an instance on this port. */
const instanceGroup = ({ groups, targets }: KnownTargets, port: number): Group | undefined =>
  groups.find(
    (group) =>
      group.type === "instance" &&
      isHttp1(group) &&
      targets.some((target) => target.group === group.name && target.port === port),
  );

const refused = (why: string, port: number | null): Chosen => ({ kind: "none", why, port });

const isName = (host: string) => !/^[\d.]+$|:/.test(host);
const noName = (host: string) =>
  `${host} is a name, and only addresses of targets are measured. Answer with the address itself, such as 10.0.1.5:3000.`;
const forbidden = (host: string) =>
  `${host} is no address of a target: the bot's own machine, link-local and metadata addresses are never connected to.`;
const balancerItself = (shown: string) =>
  `${shown} is where the load balancer itself listens; its timers towards clients say nothing of the servers behind it.`;

const outside = (shown: string) =>
  `${shown} lies in no network that your operator named, so it is not measured. HANDRAIL_NETWORKS names those that instances are in.`;

function unknown(shown: string, { targets, groups }: KnownTargets): string {
  const ips = targets.filter(({ group }) => typeOf(groups, group) === "ip");
  const some = ips.slice(0, 5).map(({ id, port }) => shownAddress(id, port ?? 0));
  const list = some.length === 0 ? "" : ` Registered are ${some.join(", ")}.`;
  return `${shown} is not registered with this load balancer, so it is not measured.${list}`;
}
