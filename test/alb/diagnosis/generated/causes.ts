import type { Draw } from "./draw.ts";

/** What happens in one minute beside the requests that go well. */
export interface Happening {
  failures502?: number;
  connectionErrors?: number;
  tlsErrors?: number;
  target5xx?: number;
  failures503?: number;
  failures504?: number;
  /** Targets that are missing from the healthy ones, and that fail their checks. */
  away?: number;
  sick?: number;
  /** Added to the slowest responses, in seconds. */
  slower?: number;
}

/** One minute as a cause sees it. */
export interface Minute {
  readonly index: number;
  readonly of: number;
  readonly requests: number;
  /** 0 to 1: how strongly the cause is at work, by its shape in time. */
  readonly strength: number;
}

/** What makes requests fail, minute by minute. */
export interface Cause {
  readonly name: string;
  /** Whether CloudWatch has nothing but the 502s of it, one by one and spread out: then only logs and timers can tell. */
  readonly traceless: boolean;
  readonly isRace?: true;
  readonly at: (minute: Minute) => Happening;
}

/**
 * The race as the domain's model has it: reuse at a rate L on each connection loses R × L × exp(−L × T) of the requests, for an
 * idle timeout of T and a round trip of R seconds.
 */
export function race(draw: Draw): Cause {
  const timeout = draw.one([2, 5, 5, 6, 10, 20, 30, 50] as const);
  const roundTrip = draw.scale(2e-4, 2.5e-3);
  const connections = draw.scale(3, 400);
  const busier = draw.between(0.2, 5);
  return {
    name: "race",
    traceless: true,
    isRace: true,
    at: ({ requests, strength }) => {
      const reuse = Math.min(requests / 60 / connections, busier / timeout);
      const share = roundTrip * reuse * Math.exp(-reuse * timeout);
      return { failures502: draw.poisson(requests * share * strength) };
    },
  };
}

/** Requests that fail one by one, each with the same chance, and leave nothing but the 502. */
const single =
  (name: string) =>
  (draw: Draw): Cause => {
    const share = draw.scale(1e-5, 0.3);
    return {
      name,
      traceless: true,
      at: ({ requests, strength }) => ({ failures502: draw.poisson(requests * share * strength) }),
    };
  };

/** A process that dies takes what it works on with it: three requests or more, for one alone is `dies-at-once`. */
function crashes(draw: Draw): Cause {
  const every = draw.scale(3, 90);
  const takes = draw.whole(3, 25);
  const refuses = draw.chance(0.5);
  return {
    name: "crashes",
    traceless: false,
    at: ({ strength }) => {
      if (!draw.chance(strength / every)) return {};
      const failures502 = draw.whole(3, takes);
      return refuses
        ? { failures502, connectionErrors: draw.whole(0, failures502) }
        : { failures502 };
    },
  };
}

function deploys(draw: Draw): Cause {
  const [every, lasts, share] = [draw.whole(25, 120), draw.whole(1, 5), draw.scale(1e-3, 0.3)];
  const first = draw.whole(3, 25);
  return {
    name: "deploys",
    traceless: false,
    at: ({ index, requests }) => {
      const since = (index - first + every) % every;
      if (index < first || since >= lasts) return {};
      return { failures502: draw.poisson(requests * share), away: 1 };
    },
  };
}

const counted =
  (name: string, metric: "connectionErrors" | "tlsErrors") =>
  (draw: Draw): Cause => {
    const share = draw.scale(1e-5, 0.3);
    return {
      name,
      traceless: false,
      at: ({ requests, strength }) => {
        const failures502 = draw.poisson(requests * share * strength);
        return { failures502, [metric]: failures502 };
      },
    };
  };

function reloads(draw: Draw): Cause {
  const [every, takes] = [draw.whole(5, 60), draw.whole(3, 20)];
  return {
    name: "reloads",
    traceless: false,
    at: ({ index }) => (index % every === 3 ? { failures502: draw.whole(3, takes) } : {}),
  };
}

function sickTarget(draw: Draw): Cause {
  const share = draw.scale(1e-4, 0.3);
  return {
    name: "sick-target",
    traceless: false,
    at: ({ requests, strength }) =>
      strength < 0.3 ? {} : { failures502: draw.poisson(requests * share), sick: 1, away: 1 },
  };
}

function overload(draw: Draw): Cause {
  const share = draw.scale(1e-3, 0.2);
  return {
    name: "overload",
    traceless: false,
    at: ({ requests, strength }) =>
      strength < 0.5
        ? {}
        : {
            failures502: draw.poisson(requests * share),
            slower: draw.between(3, 30),
            failures504: draw.poisson(1),
          },
  };
}

function application(draw: Draw): Cause {
  const share = draw.scale(1e-4, 0.2);
  return {
    name: "application",
    traceless: false,
    at: ({ requests, strength }) => ({ target5xx: draw.poisson(requests * share * strength) }),
  };
}

/** Everything that is not the race. */
export const others = [
  single("malformed-response"),
  single("killed-mid-request"),
  single("dies-at-once"),
  crashes,
  deploys,
  counted("refused", "connectionErrors"),
  counted("tls", "tlsErrors"),
  reloads,
  sickTarget,
  overload,
  application,
] as const;
