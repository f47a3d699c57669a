import type { Duplex } from "node:stream";
import { createConnectionPool, type Pool } from "./pool.ts";
import type { Random } from "./random.ts";

/** What a load balancer's nodes are made of. */
export interface NodesOptions {
  /** Availability zones. */
  readonly zones: readonly [string, ...string[]];
  /** Nodes in each of them. */
  readonly perZone: number;
  /** The ports on 127.0.0.1 that requests are sent to now; they may come and go. */
  readonly targets: () => readonly number[];
  /** How many connections take turns, over all nodes and targets. */
  readonly slots: number;
  /** The idle timeout, in milliseconds. */
  readonly idleMs: number;
  readonly random: Random;
  readonly open: (zone: string, port: number) => Duplex;
}

/** Where a request goes: a node, a target, and the connections that the node keeps to it. */
export interface RequestRoute {
  readonly zone: string;
  /** The node's address. */
  readonly node: string;
  /** "127.0.0.1:3000". */
  readonly target: string;
  readonly pool: Pool;
}

/** All nodes with their connections. */
export interface Nodes {
  /** Nodes take turns; a target is picked at random. Without any target, only the node is known. */
  readonly next: () => RequestRoute | Pick<RequestRoute, "zone" | "node">;
  readonly setIdle: (milliseconds: number) => void;
  /** How many connections to targets stand open. */
  readonly open: () => number;
  readonly close: () => void;
}

/** Makes the nodes; no connection of one is ever used by another, as in an Application Load Balancer. */
export function createNodes(options: NodesOptions): Nodes {
  const nodes = addressesOf(options);
  const places = new Map<string, RequestRoute>();
  let { idleMs } = options;
  let turn = 0;
  const placeOf = (node: Pick<RequestRoute, "zone" | "node">, port: number) => {
    const key = `${node.node} ${port}`;
    const known = places.get(key) ?? openPlace(node, port, { ...options, idleMs });
    places.set(key, known);
    return known;
  };
  const pools = () => [...places.values()].map(({ pool }) => pool);
  return {
    next: () => {
      const node = nodes[turn++ % nodes.length] ?? { zone: options.zones[0], node: "" };
      const ports = options.targets();
      const port = ports[options.random.index(ports.length)];
      return port === undefined ? node : placeOf(node, port);
    },
    setIdle: (milliseconds) => {
      idleMs = milliseconds;
      for (const pool of pools()) pool.setIdle(milliseconds);
    },
    open: () => pools().reduce((sum, pool) => sum + pool.open(), 0),
    close: () => {
      for (const pool of pools()) pool.close();
    },
  };
}

/** The nodes' zones and made-up addresses (RFC 5737), the zones in turn. */
export function addressesOf({ zones, perZone }: Pick<NodesOptions, "zones" | "perZone">) {
  return Array.from({ length: perZone }, (_, place) =>
    zones.map((zone, index) => ({ zone, node: `198.51.100.${10 * (index + 1) + place + 1}` })),
  ).flat();
}

function openPlace(
  node: Pick<RequestRoute, "zone" | "node">,
  port: number,
  { zones, perZone, targets, slots, idleMs, random, open }: NodesOptions,
): RequestRoute {
  const share = Math.max(1, Math.round(slots / (zones.length * perZone * targets().length)));
  return {
    ...node,
    target: `127.0.0.1:${port}`,
    pool: createConnectionPool({ slots: share, idleMs, random, open: () => open(node.zone, port) }),
  };
}
