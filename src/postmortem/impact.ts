import type { Json } from "#language";
import { grouped, lasting, percent } from "../language/amounts.ts";
import { newestComparison } from "../run/pictures.ts";
import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import {
  absent,
  counting,
  ended,
  isRetest,
  recorded,
  type Seen,
  seen,
  sentence,
} from "./records.ts";

/** Who was hit and how hard, in the numbers that were read; what was counted after the change last. */
export function impact(run: Run): readonly Sentence[] {
  const looks = counting(run, "alb.pattern").filter(({ evidence }) => evidence.finding !== null);
  const [first] = looks;
  const last = looks.at(-1);
  if (!first || !last) return notRead(run);
  const isOther = last !== first && counted(last).join() !== counted(first).join();
  return [
    ...look(first),
    ...(isOther ? look(last, "A later look: ") : []),
    ...lasted(run, first),
    ...sinceChange(run),
  ];
}

/** "1,322 of 3,424,025 requests failed with 502 (0.039 %) between 02:30 and 05:30." */
function look({ evidence, index }: Seen, before = ""): readonly Sentence[] {
  const { numbers, says } = evidence;
  const words = countedIn(numbers);
  if (words === undefined) return [sentence([`${before}${ended(says)}`], index)];
  return [
    sentence(
      [before, ...words].filter((word) => word !== ""),
      index,
    ),
    ...beside(numbers).map((text) => sentence([text], index)),
  ];
}

const counted = ({ evidence: { numbers } }: Seen): readonly Json[] =>
  ["requests", "failures502", "windowStart"].map((name) => numbers[name] ?? null);

function countedIn(numbers: Numbers): readonly Word[] | undefined {
  const { requests, failures502, windowStart, windowEnd } = numbers;
  if (typeof requests !== "number" || typeof failures502 !== "number") return undefined;
  const share = requests === 0 ? "" : ` (${percent(failures502 / requests)})`;
  const what = `${grouped(failures502)} of ${grouped(requests)} requests failed with 502${share}`;
  if (typeof windowStart !== "number" || typeof windowEnd !== "number") return [`${what}.`];
  return [
    `${what} between `,
    { time: windowStart, day: true },
    " and ",
    { time: windowEnd, day: true },
    ".",
  ];
}

/** Other failures of the same time, where there were any. */
function beside({ failures503, failures504, target5xx }: Numbers): readonly string[] {
  const counts = [
    [failures503, "503 (no target was available)"],
    [failures504, "504 (a target was silent for too long)"],
    [target5xx, "a 5xx of the application itself"],
  ] as const;
  return counts.flatMap(([count, what]) =>
    typeof count === "number" && count > 0 ? [`${grouped(count)} more ended in ${what}.`] : [],
  );
}

type Numbers = Seen["evidence"]["numbers"];

/** From when failures persisted to the change, where both are known. */
function lasted(run: Run, { evidence, index }: Seen): readonly Sentence[] {
  const { since } = evidence.numbers;
  const change = run.changes.at(-1);
  if (typeof since !== "number" || change === undefined || change <= since) return [];
  const chosen = recorded(run, "chosen").findLast(({ at }) => at === change);
  return [
    sentence(
      [
        `Requests failed for about ${lasting(change - since)}, from `,
        { time: since, day: true },
        " until the change at ",
        { time: change, day: true },
        ".",
      ],
      index,
      ...(chosen ? [chosen.index] : []),
    ),
  ];
}

/** What was counted under the same load, before and after the change. */
function sinceChange(run: Run): readonly Sentence[] {
  const drawn = newestComparison(run);
  const retest = counting(run).findLast(isRetest);
  if (drawn === undefined || retest === undefined) return [];
  const { before, after } = drawn;
  const [was, is] = [before, after].map(
    ({ failures, requests }) =>
      `${grouped(failures)} of ${grouped(requests)} (${percent(failures / Math.max(1, requests))})`,
  );
  const says = `Under the same load ${was} requests failed before the change, and ${is} after it.`;
  return [sentence([says], retest.index)];
}

function notRead(run: Run): readonly Sentence[] {
  const failed = seen(run, "alb.pattern").at(-1);
  if (!failed) return absent(run, "The impact is not known: no metrics were read.");
  return [sentence([`The impact is not known. ${ended(failed.evidence.says)}`], failed.index)];
}
