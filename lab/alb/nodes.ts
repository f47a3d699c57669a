import type { Duplex } from "node:stream";
import { createPool, type Pool } from "./pool.ts";
import type { Random } from "./random.ts";

/** What a load balancer's nodes are made of. */
export interface NodesOptions {
  /** Availability zones. */
  readonly zones: readonly [string, ...string[]];
  /** Nodes in each of them. */
  readonly perZone: number;
  /** Ports on 127.0.0.1. */
  readonly targets: readonly number[];
  /** How many connections take turns, over all nodes and targets. */
  readonly slots: number;
  /** The idle timeout, in milliseconds. */
  readonly idleMs: number;
  readonly random: Random;
  readonly open: (zone: string, port: number) => Duplex;
}

/** Where a request goes: a node, a target, and the connections that the node keeps to it. */
export interface Place {
  readonly zone: string;
  /** The node's address. */
  readonly node: string;
  /** "127.0.0.1:3000". */
  readonly target: string;
  readonly pool: Pool;
}

/** All nodes with their connections. */
export interface Nodes {
  /** Nodes take turns; a target is picked at random. */
  readonly next: () => Place;
  readonly setIdle: (milliseconds: number) => void;
  /** How many connections to targets stand open. */
  readonly open: () => number;
  readonly close: () => void;
}

/** Makes the nodes; no connection of one is ever used by another, as in an Application Load Balancer. */
export function createNodes(options: NodesOptions): Nodes {
  const nodes = addressesOf(options).map((node) => placesOf(node, options));
  const pools = nodes.flat().map(({ pool }) => pool);
  let turn = 0;
  return {
    next: () => {
      const places = nodes[turn++ % nodes.length] ?? [];
      const place = places[options.random.index(places.length)];
      if (!place) throw new Error("A load balancer needs a target.");
      return place;
    },
    setIdle: (milliseconds) => {
      for (const pool of pools) pool.setIdle(milliseconds);
    },
    open: () => pools.reduce((sum, pool) => sum + pool.open(), 0),
    close: () => {
      for (const pool of pools) pool.close();
    },
  };
}

/** The nodes' zones and made-up addresses (RFC 5737), the zones in turn. */
export function addressesOf({ zones, perZone }: Pick<NodesOptions, "zones" | "perZone">) {
  return Array.from({ length: perZone }, (_, place) =>
    zones.map((zone, index) => ({ zone, node: `198.51.100.${10 * (index + 1) + place + 1}` })),
  ).flat();
}

function placesOf(node: Pick<Place, "zone" | "node">, options: NodesOptions): readonly Place[] {
  const { zones, perZone, targets, slots, idleMs, random, open } = options;
  const share = Math.max(1, Math.round(slots / (zones.length * perZone * targets.length)));
  return targets.map((port) => ({
    ...node,
    target: `127.0.0.1:${port}`,
    pool: createPool({ slots: share, idleMs, random, open: () => open(node.zone, port) }),
  }));
}
