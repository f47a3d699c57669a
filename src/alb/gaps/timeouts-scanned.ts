/** The shortest and the longest idle timeout that is looked for, in seconds. */
export const scanRange = { from: 0.5, to: 120 } as const;

/**
 * Half the width of the windows, in seconds: timers differ from a few milliseconds to most of a second. Windows of a level
 * overlap by half, so that every cluster lies well inside one.
 */
export const scanLevels = [0.02, 0.1, 0.5] as const;

/** A window wider than this share of its own place says nothing of a timeout there. */
export const widestShare = 0.15;

/**
 * Timers that are swept close connections in a band (gthread 2 to 2.75 s, uWebSockets 8 to 12 s): windows that each begin so much
 * later than the one before, and end where the one so many `steps` on begins. Every such band lies nearly whole inside one, for
 * where traffic is dense half a band is no cluster.
 */
export const timerBand = { step: 1.1, steps: 4 } as const;

/** How many windows of the bands the scan looks at. */
const bands =
  Math.floor(Math.log(scanRange.to / scanRange.from) / Math.log(timerBand.step)) -
  timerBand.steps +
  1;

/** How many windows the scan looks at: what the smallest chance among them is corrected by. */
export const windowsScanned = scanLevels.reduce(
  (count, half) =>
    count + Math.floor((scanRange.to - Math.max(scanRange.from, half / widestShare)) / half),
  bands,
);

/** Fewer failures in a window than this are never called a cluster. */
export const fewestHits = 5;

/** The corrected chance that a cluster must stay below. */
export const maxChance = 0.001;
