import { fewestHits, levels, scanned, widestShare } from "../gaps/scan.ts";
import { sample } from "./gaps-sample.ts";
import type { Step } from "./step.ts";

/**
 * How long before each failure and control the same place gave a response, and into which windows these lags fall. `anchors`
 * are failures and controls; `weight` makes each failure's controls count as one together. Windows with too few
 * failures cannot matter and are left out early. `best` are those that far more failures than controls have a response in.
 */
export const windowSteps = (): readonly Step[] => [
  anchorsStep,
  lagsStep,
  missedStep,
  promisingStep,
  hitStep,
  standingStep,
  bestStep,
];

const anchorsStep: Step = [
  "anchors",
  `select row_number() over (order by kind, role, id, place, sent) as anchor, unnumbered.*
  from (
    select family, kind, id, 'control' as role, place, sent, 1e0 / drawn_for_it as weight
    from controls
    union all
    select distinct s.family, s.kind, s.id, 'failure', s.place, s.sent, 1e0
    from strata s join controls c on c.id = s.id and c.kind = s.kind
  ) as unnumbered`,
];

const lagsStep: Step = [
  "lags",
  `select a.family, a.anchor, a.role, a.weight, a.sent - p.ended as lag
  from (select *, cast(floor(sent / ${sample.bucket}) as bigint) - step as slot
    from anchors cross join (values (0), (1)) as steps(step) where kind = 'near') as a
  join answered p on p.place = a.place and p.slot = a.slot
  where a.sent - p.ended >= ${scanned.from} and a.sent - p.ended < ${scanned.to}`,
];

/**
 * The windows of every lag: two of each level, because they overlap by half; those too wide for their place are left out. A
 * `spot` is a window's level and place in one whole number, which is quicker to sort by.
 */
const windowsOf = (role: string) =>
  levels
    .flatMap((half, level) =>
      [0, 1].map((step) => {
        const narrow = half > widestShare * scanned.from ? ` and lag >= ${half / widestShare}` : "";
        return `select family, anchor, weight,
      cast(floor(lag / ${half}e0) as integer) + ${level * levelSize - step} as spot
    from lags where role = '${role}'${narrow}`;
      }),
    )
    .join("\n    union all\n    ");

/** More than there are windows of a level. */
const levelSize = 100_000;

const missedStep: Step = [
  "missed",
  `select family, spot, count(distinct anchor) as hits
  from (
    ${windowsOf("failure")}
  ) as placed
  group by family, spot`,
];

const promisingStep: Step = [
  "promising",
  `select family, spot, hits, spot % ${levelSize} as place,
    case ${levels.map((half, level) => `when spot < ${(level + 1) * levelSize} then ${half}e0`).join(" ")} end as half
  from missed
  where hits >= ${fewestHits}`,
];

const hitStep: Step = [
  "hit",
  `select family, spot, sum(weight) as expected
  from (
    select distinct l.family, l.anchor, l.weight, l.spot
    from (
      ${windowsOf("control")}
    ) as l
    join promising p on p.family = l.family and p.spot = l.spot
  ) as placed
  group by family, spot`,
];

const standingStep: Step = [
  "standing",
  `select p.family, p.half, p.place, p.hits, coalesce(h.expected, 0) as expected,
    row_number() over (
      partition by p.family, p.half
      order by (p.hits - coalesce(h.expected, 0)) / sqrt(coalesce(h.expected, 0) + 0.5) desc,
        p.place
    ) as draw
  from promising p
  left join hit h on h.family = p.family and h.spot = p.spot
  where p.hits - coalesce(h.expected, 0) > 3 * sqrt(coalesce(h.expected, 0) + 0.5)`,
];

const bestStep: Step = [
  "best",
  `select family, half, place, hits, expected, half * place as since, half * (place + 2) as until
  from standing
  where draw <= ${sample.mostWindows}`,
];
