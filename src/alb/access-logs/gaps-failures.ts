import { gapSample, testedShapes } from "./gaps-sampling.ts";
import type { Steps } from "./sql-dialect.ts";

/**
 * Which failures are tested. A family is the 502s of one shape in one target group; they are thinned to one a second,
 * because the requests of a burst have the same past, and drawn by lot where there are many. A place is a node and target.
 */
export const failureSteps: Steps = {
  answered: `select grp, concat(grp, ' ', node, ' ', target) as place, sent, ended, url, client, status,
    cast(floor(ended / ${gapSample.bucket}) as bigint) as slot,
    cast(floor(ended) as bigint) as second,
    cast(floor(sent / ${gapSample.nearby}) as bigint) as stage
  from requests
  where target is not null and target_status is not null`,

  suspects: `select grp, signature as shape, concat(grp, ' ', node, ' ', target) as place, sent, url, client,
    row_number() over (
      partition by grp, signature, cast(floor(sent) as bigint) order by sent, node, target
    ) as number_in_second
  from requests
  where signature in (${testedShapes.map((shape) => `'${shape}'`).join(", ")})
    and url not in (select url from hopeless)`,

  families: `select row_number() over (order by grp, shape) as family, grp, shape, count(*) as failures,
    count(*) filter (where number_in_second = 1) as thinned
  from suspects
  group by grp, shape`,

  density: `select s.grp, s.shape, avg(n) as neighbours
  from (select grp, shape, place, cast(floor(sent / ${gapSample.bucket}) as bigint) as slot
    from suspects where number_in_second = 1) as s
  join (select place, slot, count(*) as n from answered group by place, slot) as a
    on a.place = s.place and a.slot = s.slot
  group by s.grp, s.shape`,

  ranked: ({ chance }) => `select s.*, f.family, f.thinned, coalesce(d.neighbours, 1) as neighbours,
    row_number() over (
      partition by f.family
      order by ${chance("concat(s.place, ' ', cast(s.sent as varchar))")}, s.sent
    ) as draw
  from suspects s
  join families f on f.grp = s.grp and f.shape = s.shape
  left join density d on d.grp = s.grp and d.shape = s.shape
  where s.number_in_second = 1`,

  failures: `select *, row_number() over (order by family, sent, place) as id,
    least(thinned, ${gapSample.mostFailures}) as kept
  from ranked
  where draw <= greatest(40, least(${gapSample.mostFailures}, ${gapSample.mostPairs / 2} / neighbours))`,
};
