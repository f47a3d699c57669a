import { scanRange } from "../gaps/timeouts-scanned.ts";
import { controlKinds } from "./gaps-sampling.ts";
import type { Steps } from "./sql-dialect.ts";

/** A picture has so many bins on either side of the clearest window, each as wide as it; or all lags where there is none. */
const bins = 100;

/**
 * What is worth knowing of the best windows alone: the traffic in windows around, the lags, and the controls of the other
 * kinds. The last step, `gaps`, has a row for each family and window, or one without a window.
 */
export const closerSteps: Steps = {
  /** Windows beside each other, as wide as the best one, up to a fifth earlier and later. */
  surroundings: `select family, half, place, sum(weight) / greatest(1, floor((high - low) / (until - since) - 1)) as around
  from (
    select distinct b.family, b.half, b.place, b.since, b.until, b.low, b.high, l.anchor, l.weight,
      cast(floor((l.lag - b.since) / (b.until - b.since)) as bigint) as ring
    from best b
    join lags l on l.family = b.family and l.role = 'control'
      and l.lag >= b.low and l.lag < b.high and (l.lag < b.since or l.lag >= b.until)
  ) as ringed
  group by family, half, place, since, until, low, high`,

  failure_lags: `select family, lag from lags where role = 'failure'`,

  spreads: `select b.family, b.half, b.place, avg(l.lag) as mean, min(l.lag) as least, max(l.lag) as most
  from best b
  join failure_lags l on l.family = b.family and l.lag >= b.since and l.lag < b.until
  group by b.family, b.half, b.place`,

  looks: `select b.family, b.half, b.place, b.since, b.until, a.kind, a.anchor, a.role, a.weight, a.sent,
    a.place as place_of_anchor, cast(floor(a.sent - b.until) as bigint) + step as second
  from best b
  join anchors a on a.family = b.family and a.kind <> 'near'
  cross join (values (0), (1), (2)) as steps(step)`,

  seen: `select distinct l.family, l.half, l.place, l.kind, l.anchor, l.role, l.weight
  from looks l
  join answered p on p.place = l.place_of_anchor and p.second = l.second
    and l.sent - p.ended >= l.since and l.sent - p.ended < l.until`,

  kin: `select family, half, place, kind,
    count(*) filter (where role = 'failure') as hits,
    coalesce(sum(weight) filter (where role = 'control'), 0) as expected
  from seen
  group by family, half, place, kind`,

  sizes: `select family,
    ${controlKinds
      .flatMap((kind) => [
        `count(*) filter (where kind = '${kind}' and role = 'failure') as ${kind}_failures`,
        `count(*) filter (where kind = '${kind}' and role = 'control') as ${kind}_controls`,
      ])
      .join(",\n    ")}
  from anchors
  group by family`,

  /** How often the same place responded before a control, by the lags of the whole scan. */
  paces: `select l.family, sum(l.weight) / max(z.near_failures) / ${scanRange.to - scanRange.from}e0 as per_second
  from lags l
  join sizes z on z.family = l.family
  where l.role = 'control'
  group by l.family`,

  clearest: `select f.family, coalesce(b.since, 0) as origin,
    coalesce(b.until - b.since, ${scanRange.to} / ${bins}e0) as bin
  from families f
  left join (
    select family, since, until, row_number() over (
      partition by family order by (hits - expected) / sqrt(expected + 0.5) desc, half, place
    ) as draw
    from best
  ) as b on b.family = f.family and b.draw = 1`,

  /** Of the failures, how many have an earlier response that long before; of as many others, how many on average. */
  binned: `select family, origin, bin, spot,
    count(*) filter (where role = 'failure') as failures,
    coalesce(sum(weight) filter (where role = 'control'), 0) as controls
  from (
    select distinct l.family, c.origin, c.bin, l.anchor, l.role, l.weight,
      cast(floor((l.lag - c.origin) / c.bin) as integer) as spot
    from lags l
    join clearest c on c.family = l.family
      and abs(l.lag - c.origin) < ${bins} * c.bin
  ) as spotted
  group by family, origin, bin, spot`,

  pictured: ({ listed }) => `select family, origin, bin, ${listed(
    "concat(cast(spot as varchar), ':', cast(failures as varchar), ':', cast(round(controls, 2) as varchar))",
    "spot",
  )} as lags
  from binned
  group by family, origin, bin`,

  gaps: `select f.grp, f.shape, f.failures, f.thinned,
    ${controlKinds
      .flatMap((kind) => [
        `coalesce(z.${kind}_failures, 0) as ${kind}_failures`,
        `coalesce(z.${kind}_controls, 0) as ${kind}_controls`,
      ])
      .join(",\n    ")},
    b.since, b.until, s.mean, s.least, s.most, b.hits as near_hits, b.expected as near_expected,
    coalesce(u.hits, 0) as url_hits, coalesce(u.expected, 0) as url_expected,
    coalesce(k.hits, 0) as client_hits, coalesce(k.expected, 0) as client_expected,
    coalesce(a.around, 0) as around, coalesce(r.beside, 0) as beside, coalesce(r.windows, 1) as beside_windows,
    coalesce(r.rival, 0) as rival, coalesce(q.per_second, 0) as per_second, d.origin, d.bin, d.lags
  from families f
  left join sizes z on z.family = f.family
  left join paces q on q.family = f.family
  left join pictured d on d.family = f.family
  left join best b on b.family = f.family
  left join spreads s on s.family = b.family and s.half = b.half and s.place = b.place
  left join surroundings a on a.family = b.family and a.half = b.half and a.place = b.place
  left join rivals r on r.family = b.family and r.half = b.half and r.place = b.place
  left join kin u on u.kind = 'url' and u.family = b.family and u.half = b.half and u.place = b.place
  left join kin k
    on k.kind = 'client' and k.family = b.family and k.half = b.half and k.place = b.place`,
};
