import {
  fewestHits,
  scanLevels,
  scanRange,
  timerBand,
  widestShare,
} from "../gaps/timeouts-scanned.ts";
import { gapSample } from "./gaps-sampling.ts";
import type { Steps } from "./sql-dialect.ts";

/**
 * The windows of every lag: two of each level, because they overlap by half, and more of the bands; those too wide for their
 * place are left out. A `spot` is a window's level and place in one whole number, which is quicker to sort by.
 */
const windowsOf = (role: string) =>
  [...scanLevels.map(levelPlace), bandPlace]
    .flatMap(({ place, narrow, steps }, level) =>
      Array.from(
        { length: steps },
        (_, step) => `select family, anchor, weight,
      cast(floor(${place}) as integer) + ${level * levelSize - step} as spot
    from lags where role = '${role}'${narrow}`,
      ),
    )
    .join("\n    union all\n    ");

const levelPlace = (half: number) => ({
  place: `lag / ${half}e0`,
  steps: 2,
  narrow: half > widestShare * scanRange.from ? ` and lag >= ${half / widestShare}` : "",
});

/** The first lag of a band lies so far above where the scan begins that no place is below zero. */
const bandPlace = {
  place: `ln(lag / ${scanRange.from}e0) / ln(${timerBand.step}e0)`,
  steps: timerBand.steps,
  narrow: ` and lag >= ${scanRange.from * timerBand.step ** (timerBand.steps - 1)}`,
};

/** More than there are windows of a level. */
const levelSize = 100_000;

/** The half width that a spot's level has; 0 for the bands. */
const halfOfSpot = `case ${scanLevels.map((half, level) => `when spot < ${(level + 1) * levelSize} then ${half}e0`).join(" ")} else 0e0 end`;

/** Where a window begins, in seconds, or one so many steps on; those of a band have no half width. */
const since = (steps = { level: 0, band: 0 }) =>
  `case when half > 0 then half * (place + ${steps.level}) else ${scanRange.from}e0 * power(${timerBand.step}e0, place + ${steps.band}) end`;

/** Beside the window, within a factor of two and without touching it. */
const beside = "ends <= since and begins >= since / 2 or begins >= until and ends <= 2 * until";
/** Too far away to be of the same cluster. */
const elsewhere = "ends <= since / 15e-1 or begins >= until * 15e-1";

/**
 * How long before each failure and control the same place gave a response, and into which windows these lags fall. `anchors`
 * are failures and controls; `weight` makes each failure's controls count as one together. Windows with too few
 * failures cannot matter and are left out early. `best` are those that far more failures than controls have a response in.
 */
export const windowSteps: Steps = {
  anchors: `select row_number() over (order by kind, role, id, place, sent) as anchor, unnumbered.*
  from (
    select family, kind, id, 'control' as role, place, sent, 1e0 / drawn_for_it as weight
    from controls
    union all
    select distinct s.family, s.kind, s.id, 'failure', s.place, s.sent, 1e0
    from strata s join controls c on c.id = s.id and c.kind = s.kind
  ) as unnumbered`,

  lags: `select a.family, a.anchor, a.role, a.weight, a.sent - p.ended as lag
  from (select *, cast(floor(sent / ${gapSample.bucket}) as bigint) - step as slot
    from anchors cross join (values (0), (1)) as steps(step) where kind = 'near') as a
  join answered p on p.place = a.place and p.slot = a.slot
  where a.sent - p.ended >= ${scanRange.from} and a.sent - p.ended < ${scanRange.to}`,

  missed: `select family, spot, count(distinct anchor) as hits
  from (
    ${windowsOf("failure")}
  ) as placed
  group by family, spot`,

  promising: `select family, spot, hits, spot % ${levelSize} as place,
    ${halfOfSpot} as half
  from missed
  where hits >= ${fewestHits}`,

  hit: `select family, spot, sum(weight) as expected
  from (
    select distinct l.family, l.anchor, l.weight, l.spot
    from (
      ${windowsOf("control")}
    ) as l
    join promising p on p.family = l.family and p.spot = l.spot
  ) as placed
  group by family, spot`,

  standing: `select p.family, p.half, p.place, p.hits, coalesce(h.expected, 0) as expected,
    row_number() over (
      partition by p.family, p.half
      order by (p.hits - coalesce(h.expected, 0)) / sqrt(coalesce(h.expected, 0) + 0.5) desc,
        p.place
    ) as draw
  from promising p
  left join hit h on h.family = p.family and h.spot = p.spot
  where p.hits - coalesce(h.expected, 0) > 3 * sqrt(coalesce(h.expected, 0) + 0.5)`,

  best: `select family, half, place, hits, expected, since, until, reach * since as low, since / reach as high
  from (
    select *, ${since()} as since, ${since({ level: 2, band: timerBand.steps })} as until,
      case when half > 0 then 8e-1 else 5e-1 end as reach
    from standing
    where draw <= ${gapSample.mostWindows}
  ) as placed`,

  /**
   * Every other window of the failures that is as wide as a best one: those of its level, and of a band, whose neighbours are wider or
   * narrower, as many as lie beside each other.
   */
  others: `select b.family, b.half, b.place, m.hits, m.half * m.place as begins, m.half * (m.place + 2) as ends
  from best b
  join (
    select family, hits, spot % ${levelSize} as place,
      ${halfOfSpot} as half
    from missed
  ) as m on m.family = b.family and m.half = b.half and b.half > 0
  union all
  select family, half, place, count(distinct anchor), since + width * ring / 2, since + width * (ring + 2) / 2
  from (
    select b.family, b.half, b.place, b.since, b.until - b.since as width, l.anchor,
      cast(floor(2 * (l.lag - b.since) / (b.until - b.since)) as integer) - step as ring
    from best b
    join lags l on l.family = b.family and l.role = 'failure' and b.half = 0
    cross join (values (0), (1)) as steps(step)
  ) as ringed
  group by family, half, place, since, width, ring`,

  /**
   * The same failures in the other windows: the mean of those a little before and after (`beside`, of `windows` that
   * do not overlap), and the most in any that is not near (`rival`). Where successful requests come by a clock, failures off that
   * clock meet windows that no control meets, and they meet as many elsewhere.
   */
  rivals: `select family, half, place, windows,
    coalesce(sum(hits) filter (where ${beside}), 0) / (2 * windows) as beside,
    coalesce(max(hits) filter (where ${elsewhere}), 0) as rival
  from (
    select b.family, b.half, b.place, b.since, b.until, p.hits, p.begins, p.ends,
      greatest(1, floor((least(2 * b.until, ${scanRange.to}) - b.until
        + greatest(0, b.since - greatest(b.since / 2, ${scanRange.from}))) / (b.until - b.since))) as windows
    from best b
    left join others p on p.family = b.family and p.half = b.half and p.place = b.place
  ) as compared
  group by family, half, place, windows`,
};
