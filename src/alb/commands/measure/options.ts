import { isIP } from "node:net";
import { InvalidArgumentError } from "commander";
import { BadInput } from "../../../run/errors.ts";
import { parseDuration } from "../../links/durations.ts";
import { parseAddress, shownAddress } from "../../measuring/address.ts";
import {
  type MeasureSettings,
  proofAge,
  type SocketPlan,
  socketsFor,
  socketsToProve,
} from "../../measuring/sockets.ts";
import type { SocketTarget } from "../../probes/measure/open-socket.ts";

/** The options of `handrail keepalive measure` as commander gives them; seconds throughout. */
export interface MeasureOptions {
  readonly idleTimeout: number;
  readonly margin: number;
  readonly max?: number;
  readonly quick?: true;
  readonly prove?: number;
  readonly method: "HEAD" | "GET";
  readonly path?: string;
  readonly host?: string;
  readonly tls?: true;
  readonly connections: number;
  readonly requests: number;
  readonly firstRequest?: true;
  readonly region?: string;
  readonly json?: true;
}

/** What is asked on each connection; its `address` is still to be found where `name` is none itself. */
export type MeasureTarget = Omit<SocketTarget, "address"> & { readonly name: string };

/** Where and what to ask. Throws BadInput. */
export function readMeasureTarget(typed: string, options: MeasureOptions): MeasureTarget {
  const address = parseAddress(typed);
  if (address.kind === "bad") throw new BadInput(address.why);
  const { host: name, port } = address;
  const path = options.path ?? address.path ?? "/";
  const host = options.host ?? (isIP(name) === 0 ? `${name}:${port}` : shownAddress(name, port));
  if (!/^\/[!-~]*$/.test(path)) throw new BadInput("A path begins with / and has no spaces.");
  if (!/^[\w.:[\]-]+$/.test(host)) throw new BadInput("--host takes a host name.");
  const tls = options.tls ?? address.tls ?? false;
  return { name, port, tls, host, path, method: options.method };
}

export function measureSettings(options: MeasureOptions): MeasureSettings {
  const { margin: marginSeconds, connections, requests } = options;
  const idleTimeoutSeconds = options.prove ?? options.idleTimeout;
  const proof = proofAge({ idleTimeoutSeconds, marginSeconds });
  const maxSeconds = options.max ?? (options.quick ? proof : Math.max(130, proof));
  return { idleTimeoutSeconds, marginSeconds, maxSeconds, connections, requests, spreadSeconds: 1 };
}

/** The connections that these options ask for. */
export const socketPlans = (options: MeasureOptions): readonly SocketPlan[] =>
  options.prove === undefined
    ? socketsFor(measureSettings(options))
    : socketsToProve(measureSettings(options));

/** A time as it is typed, in seconds: "130s", "2m", or a bare number of seconds. */
export function timeOption(typed: string): number {
  const time = parseDuration(typed, "s");
  if (time.kind === "seconds" && time.seconds <= longestSeconds) return time.seconds;
  throw new InvalidArgumentError(`Write a time of up to ${longestSeconds} s, such as 130s.`);
}

/** A load balancer's idle timeout is at most 4,000 s. */
const longestSeconds = 4_100;

/** A whole number from `least` to `most`. */
export const countOption =
  (least: number, most: number) =>
  (typed: string): number => {
    const count = Number(typed);
    if (/^\d+$/.test(typed) && count >= least && count <= most) return count;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };

export function methodOption(typed: string): "HEAD" | "GET" {
  const method = typed.toUpperCase();
  if (method === "HEAD" || method === "GET") return method;
  throw new InvalidArgumentError("It is HEAD or GET.");
}
