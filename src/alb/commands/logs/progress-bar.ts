import { formatGigabytes } from "../../access-logs/athena-query.ts";
import type { AthenaProgress } from "../../access-logs/athena-read.ts";
import type { ReadProgress } from "../../access-logs/read-logs.ts";

/** Where a bar is drawn: standard error, or whatever stands for it. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** A progress bar on one line of a terminal; on anything else it stays silent. */
export function createProgressBar(screen: Screen) {
  const draw = (text: string) => screen.isTTY === true && screen.write(`\r\x1b[2K${text}`);
  return {
    show: (progress: ReadProgress) => void draw(progressBarText(progress)),
    asking: ({ number, of, scannedBytes }: AthenaProgress) =>
      void draw(
        `Asking Athena, statement ${number} of ${of}, ${formatGigabytes(scannedBytes)} GB read`,
      ),
    clear: () => void draw(""),
  };
}

const width = 24;

/** "Reading ██████░░░░ 25 %, 2.5 of 10 GB, about 45 s left". */
export function progressBarText({ doing, bytes, of, share, secondsLeft }: ReadProgress): string {
  if (doing === "comparing") return "Comparing the 502s with other requests";
  const full = Math.round(share * width);
  const bar = `${"█".repeat(full)}${"░".repeat(width - full)}`;
  const left = secondsLeft === null ? "" : `, about ${lasting(secondsLeft)} left`;
  return `Reading ${bar} ${Math.floor(share * 100)} %, ${size(bytes)} of ${size(of)}${left}`;
}

function size(bytes: number): string {
  const [unit, name] = bytes >= 1e9 ? [1e9, "GB"] : [1e6, "MB"];
  return `${(bytes / unit).toFixed(1)} ${name}`;
}

const lasting = (seconds: number) =>
  seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
