import { formatWhole, percent } from "../../language/amounts.ts";
import { formatSeconds } from "../links/durations.ts";
import { tieSeconds } from "../links/link-verdict.ts";
import { fisherExactP } from "./fisher-exact.ts";
import { shareNeeded, shareThatTells } from "./gap-power.ts";
import { fewestHits, maxChance, scanRange, windowsScanned } from "./timeouts-scanned.ts";

/** A set of other requests that the failures are held against. */
export interface Controls {
  /** Failures for which there are controls of this kind. */
  readonly failures: number;
  /** Those with a response in the window before them. */
  readonly hits: number;
  /** How many hits chance alone gives: the mean of the failures' own controls, summed over the failures. */
  readonly expected: number;
  readonly controls: number;
}

/**
 * One window of idle times before the failures: how many have a response of the same node and target in it, against
 * successful requests of the same node and target (`near`), of the same URL and of the same client.
 */
export interface IdleWindow {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  /** The lags that fell in it, in seconds. */
  readonly lags: { readonly mean: number; readonly least: number; readonly most: number };
  readonly near: Controls;
  readonly url: Controls;
  readonly client: Controls;
  /** The share of near controls with a response in an average window a little before or after this one. */
  readonly around: number;
  /** How many of the same failures have a response in an average window a little before or after, of so many windows. */
  readonly beside: { readonly mean: number; readonly windows: number };
  /** The most of the same failures that have one in any window farther away. */
  readonly rival: number;
}

/** All that the test needs of one target group. */
export interface GapEvidence {
  /** Candidates that were looked at: a sample of those left after thinning that have controls. */
  readonly failures: number;
  /** Candidates after thinning to one a second, and before it. */
  readonly thinned: number;
  readonly before: number;
  readonly controls: number;
  /** How many responses a second the same node and target gave before such a control, on average. */
  readonly perSecond: number;
  /** The windows that stand out, in any order. */
  readonly windows: readonly IdleWindow[];
}

/**
 * - shown: far more failures follow this much idleness than chance and the alternatives explain
 * - repeats: they do, but so does the traffic itself (all, this URL's or this client's), or they follow other lengths as
 *   often, which may be the reason
 * - beyond-idle: they do, but the load balancer does not keep a connection for so long, as far as is known
 * - too-few: even a perfect cluster would prove nothing
 * - weak: no cluster, but with so few failures or so dense responses one that a swept timer makes need not show
 * - none: no cluster
 */
export type GapVerdict = "shown" | "repeats" | "beyond-idle" | "too-few" | "weak" | "none";

/** What the gap test says of one target group. */
export interface GapResult {
  readonly verdict: GapVerdict;
  /** The inferred idle timeout in seconds, and the lags that it comes from; null where nothing stands out. */
  readonly timeout: {
    readonly seconds: number;
    readonly least: number;
    readonly most: number;
  } | null;
  readonly hits: number;
  readonly failures: number;
  readonly expected: number;
  /** The chance of such a cluster anywhere in the scan without a race. */
  readonly chance: number;
  /** Of weak: the share of failures that would have to follow one length for it to show, null where no share would do. */
  readonly needed?: number | null;
  /** A sentence or two. */
  readonly says: string;
}

/**
 * Infers the backend's idle timeout from what came before each failure. `families` is how many target groups and shapes are
 * tested beside this one; the chance is corrected for all of them and for the scan (Bonferroni).
 */
export function gapTest(
  evidence: GapEvidence,
  families = 1,
  idleTimeoutSeconds: number | null = null,
): GapResult {
  const tries = windowsScanned * families;
  const best = evidence.windows
    .map((window) => ({ window, chance: Math.min(1, chanceIn(window) * tries) }))
    .sort((one, other) => one.chance - other.chance || width(one.window) - width(other.window))[0];
  if (best === undefined || best.chance > maxChance || best.window.near.hits < fewestHits) {
    return nothing(evidence, tries, best?.chance ?? 1, idleTimeoutSeconds);
  }
  const { window, chance } = best;
  const { near, lags } = window;
  const result = {
    timeout: { seconds: tidy(lags), least: lags.least, most: lags.most },
    hits: near.hits,
    failures: near.failures,
    expected: expectedIn(window),
    chance,
  };
  const cluster = clusterSays(result);
  const beyond = beyondIdle(lags.least, idleTimeoutSeconds);
  if (beyond !== undefined) {
    return { verdict: "beyond-idle", ...result, says: `${cluster}, but ${beyond}.` };
  }
  const repeats = repeating(window);
  return repeats === undefined
    ? { verdict: "shown", ...result, says: `${cluster}.` }
    : {
        verdict: "repeats",
        ...result,
        says: `${cluster}, but ${repeats}: this may be the reason.`,
      };
}

/**
 * The chance of such a cluster against the controls, and against the same failures in the windows around: the larger one, for
 * where successful requests come by a clock, the controls never meet what failures off that clock meet everywhere.
 */
function chanceIn({ near, beside }: IdleWindow): number {
  const elsewhere = {
    hits: Math.round(beside.mean * beside.windows),
    tries: near.failures * beside.windows,
  };
  return Math.max(
    chanceOf(near),
    fisherExactP({ hits: near.hits, tries: near.failures }, elsewhere),
  );
}

/** How many hits chance gives: as many as the controls have, or the same failures in the windows around. */
const expectedIn = ({ near, beside }: IdleWindow): number => Math.max(near.expected, beside.mean);

/** Why idleness of so many seconds cannot come before a reused connection; undefined where it can. */
function beyondIdle(seconds: number, idle: number | null): string | undefined {
  if (seconds <= (idle ?? defaultIdleSeconds) + tieSeconds) return undefined;
  return idle === null
    ? `a load balancer closes its own connections after ${defaultIdleSeconds} s unless it is set to more: this is the race only if its idle timeout is above ${formatSeconds(Math.floor(seconds))}`
    : `the load balancer closes its own connections once they are idle for ${formatSeconds(idle)}, so this cannot be the race unless that was changed meanwhile`;
}

/** idle_timeout.timeout_seconds where nobody set it (ELB user guide). */
const defaultIdleSeconds = 60;

/** The smallest chance of failures having a response in the window as often as they do, were they like their controls. */
function chanceOf({ hits, failures, expected, controls }: Controls): number {
  const share = failures === 0 ? 1 : expected / failures;
  return fisherExactP(
    { hits, tries: failures },
    { hits: Math.min(controls, Math.ceil(share * controls)), tries: controls },
  );
}

/** What else would make failures follow a response at this lag; undefined when nothing does. */
function repeating(window: IdleWindow): string | undefined {
  const { near, around, url, client, rival } = window;
  const expected = expectedIn(window);
  if (rival - expected >= 0.5 * (near.hits - expected))
    return "they hit connections that were idle for other times as often";
  const share = near.expected / Math.max(1, near.failures);
  const unlikely = fisherExactP(
    { hits: Math.round(share * near.controls), tries: near.controls },
    { hits: Math.round(around * near.controls), tries: near.controls },
  );
  if (share > 0.1 && share > 3 * around && unlikely < 0.01) {
    return "requests in general repeat at this interval";
  }
  if (alike(url, near)) return "successful requests for the same URLs do as well";
  return alike(client, near) ? "successful requests of the same clients do as well" : undefined;
}

/** Whether enough controls of this kind exist, and they have much of the cluster too. */
const alike = (kind: Controls, near: Controls) =>
  kind.failures >= Math.max(fewestHits, near.failures / 2) &&
  kind.controls >= 3 * kind.failures &&
  kind.expected >= 0.15 * kind.hits &&
  chanceOf(kind) > 1e-4;

function nothing(
  { failures, controls, perSecond }: GapEvidence,
  tries: number,
  chance: number,
  idle: number | null,
): GapResult {
  const result = { timeout: null, hits: 0, failures, expected: 0, chance };
  const perfect = fisherExactP({ hits: failures, tries: failures }, { hits: 0, tries: controls });
  if (failures < fewestHits || perfect * tries > maxChance) {
    const says = `${formatWhole(failures)} 502s that look like the race are too few for the gap test, which needs at least ${fewestHits}, a second or more apart.`;
    const more = idle === null ? "" : notLookedAt(idle);
    return { verdict: "too-few", ...result, says: `${says}${more}` };
  }
  const none = `${formatWhole(failures)} 502s look like the race, but hit connections after no particular idle time between ${formatSeconds(scanRange.from)} and ${formatSeconds(scanRange.to)}.`;
  const needed = shareNeeded({ failures, controls, perSecond, tries, idle });
  if (needed !== null && needed <= shareThatTells)
    return { verdict: "none", ...result, says: `${none}${notLookedAt(idle)}` };
  const says = `${none} ${tooWeak(failures, perSecond, needed)}${notLookedAt(idle)}`;
  return { verdict: "weak", ...result, needed, says };
}

function tooWeak(failures: number, perSecond: number, needed: number | null): string {
  const every = formatSeconds(Number((1 / perSecond).toPrecision(2)));
  const dense =
    perSecond > 0 ? ` and with a response every ${every} from one target to one node` : "";
  const shows = needed === null ? "not at all" : `only if ${percent(needed)} of them follow it`;
  return `That rules no race out: among ${formatWhole(failures)} failures${dense}, a timer that closes connections in a band shows ${shows}.`;
}

/** Lags that a longer idle timeout of the load balancer makes possible, and that are not in the scan. */
const notLookedAt = (idle: number | null): string =>
  idle !== null && idle <= scanRange.to
    ? ""
    : idle === null
      ? " Longer ones, as a load balancer with a longer idle timeout keeps them, were not looked at."
      : ` Longer ones, up to the ${formatSeconds(idle)} that the load balancer keeps a connection, were not looked at (a Go server may wait 300 s): \`handrail measure\` tells when a server closes.`;

const clusterSays = ({ timeout, hits, failures, expected }: Omit<GapResult, "verdict" | "says">) =>
  `${formatWhole(hits)} of ${formatWhole(failures)} failures hit a connection idle for ${lengthSays(timeout)}; chance gives ${formatWhole(expected)}`;

/** "5 s"; "2 to 2.75 s" where a timer closes in a band. */
export function lengthSays(timeout: GapResult["timeout"]): string {
  const { seconds = 0, least = 0, most = 0 } = timeout ?? {};
  const shown = (value: number) => formatSeconds(Number(value.toPrecision(3)));
  return isBand(timeout)
    ? `${Number(least.toPrecision(3))} to ${shown(most)}`
    : formatSeconds(seconds);
}

/** Whether the lags lie so far apart that a swept timer, rather than an exact one, made them. */
const isBand = (timeout: GapResult["timeout"]): boolean =>
  timeout !== null && timeout.most - timeout.least > 0.1 * timeout.most;

const width = ({ from, to }: IdleWindow) => to - from;

/** No timer is known better than its lags lie apart: to a twentieth of a second at best. */
function tidy({ mean, least, most }: IdleWindow["lags"]): number {
  const parts = most - least <= 0.05 ? 20 : 10;
  return Math.round(mean * parts) / parts;
}
