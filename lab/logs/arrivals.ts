import type { Random } from "../alb/random.ts";
import type { Site } from "./site.ts";

/** A request as a client sends it. */
export interface Asked {
  /** Seconds since the epoch. */
  readonly created: number;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly client: string;
}

/** The requests of a site's clients, oldest first. The rate is read anew for each, so that it may change meanwhile. */
export function* arrivals(site: Site, random: Random): Generator<Asked> {
  const { start, seconds, poller } = site;
  let polled = poller === undefined ? Number.POSITIVE_INFINITY : start + poller.everySeconds;
  let created = start + waitAfter(site, random);
  while (Math.min(created, polled) < start + seconds) {
    if (poller !== undefined && polled <= created) {
      yield { created: polled, method: "GET", path: poller.path, client: "198.51.100.7:40001" };
      polled += poller.everySeconds;
      continue;
    }
    const client = `203.0.113.${random.index(250)}:${20_000 + random.index(20_000)}`;
    yield { created, method: methodOf(site, random), path: pick(site.paths, random), client };
    created += waitAfter(site, random);
  }
}

/** One of the items, by chance. Throws where there is none. */
export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[random.index(items.length)];
  if (item === undefined) throw new Error("a site needs nodes, targets and paths");
  return item;
}

function waitAfter({ requestsPerSecond, unevenness }: Site, random: Random): number {
  if (unevenness === undefined) return random.exponential(1 / requestsPerSecond);
  return (1 + unevenness * (2 * random.uniform() - 1)) / requestsPerSecond;
}

const methodOf = ({ postShare = 0 }: Site, random: Random): Asked["method"] =>
  postShare > 0 && random.uniform() < postShare ? "POST" : "GET";
