import type { Growth } from "./growth.ts";

/** What one measurement came to: figures with their unit in the name, and ratios beside the floor or a peer of the same run. */
export interface Measurement {
  readonly figures: { readonly [name: string]: number | string | null };
  readonly ratios: { readonly [name: string]: number | null };
  /** What each of the ratios, or of the figures, should be. */
  readonly aims: readonly Aim[];
  /** How the cost grows with the work, for a chart. */
  readonly growth?: Growth;
  /** What to know before believing it: what was left out, and why. */
  readonly notes?: readonly string[];
}

/** One bound; a name that was not measured is not met. */
export interface Aim {
  readonly of: string;
  readonly most?: number;
  readonly least?: number;
}

/** As `--json` prints it. */
export function asResult(measured: Measurement) {
  const { figures, ratios, aims, notes = [] } = measured;
  return { ...figures, ratios, aim: aims.map(inWords), met: aims.every(isMet(measured)), notes };
}

export const isMet =
  ({ figures, ratios }: Measurement) =>
  ({ of, most = Number.POSITIVE_INFINITY, least = 0 }: Aim): boolean => {
    const value = ratios[of] ?? figures[of];
    return typeof value === "number" && value <= most && value >= least;
  };

export const inWords = ({ of, most, least }: Aim): string =>
  [most === undefined ? "" : `${of} ≤ ${most}`, least === undefined ? "" : `${of} ≥ ${least}`]
    .filter((part) => part !== "")
    .join(", ");

/** The middle of some numbers; NaN where there are none. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;
}

/** To two digits after the point, which is all that a shared machine can say. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
