import { controlKinds, gapSample } from "./gaps-sampling.ts";
import type { Steps } from "./sql-dialect.ts";

/** The successful requests of the strata's place, URL or client, at about the time of their failures. */
function crowdOf(kind: (typeof controlKinds)[number]): string {
  const stratum = { near: "a.place", url: "cast(a.url as varchar)", client: "a.client" }[kind];
  return `  select a.grp, '${kind}' as kind, ${stratum} as stratum, a.stage, a.place, a.sent
  from answered a
  join wanted w
    on w.kind = '${kind}' and w.grp = a.grp and w.stratum = ${stratum} and w.stage = a.stage
  where a.status <> 502`;
}

/**
 * Which successful requests the failures are held against: for each failure some of the same place, of the same URL and of
 * the same client, drawn by lot from those within ten minutes.
 */
export const controlSteps: Steps = {
  strata: `select id, family, grp, place, sent, kept, neighbours, 'near' as kind, place as stratum
  from failures
  union all
  select id, family, grp, place, sent, kept, neighbours, 'url', cast(url as varchar) from failures
  union all
  select id, family, grp, place, sent, kept, neighbours, 'client', client from failures`,

  wanted: `select distinct grp, kind, stratum, cast(floor(sent / ${gapSample.nearby}) as bigint) + step as stage
  from strata cross join (values (-1), (0), (1)) as steps(step)`,

  crowd: `${controlKinds.map(crowdOf).join("\n  union all\n")}`,

  crowded: `select grp, kind, stratum, stage, count(*) as n from crowd group by grp, kind, stratum, stage`,

  pool: ({ chance }) => `select c.* from crowd c
  join crowded n on n.grp = c.grp and n.kind = c.kind and n.stratum = c.stratum and n.stage = c.stage
  where ${chance("concat(c.place, ' ', cast(c.sent as varchar))")} * n.n < ${2 * gapSample.mostControls}`,

  drawn: ({ chance }) => `select s.id, s.family, s.kind, s.kept, s.neighbours, p.place, p.sent,
    row_number() over (
      partition by s.kind, s.id
      order by ${chance("concat(cast(s.id as varchar), ' ', p.place, ' ', cast(p.sent as varchar))")}
    ) as draw
  from strata s
  join pool p on p.grp = s.grp and p.kind = s.kind and p.stratum = s.stratum
    and abs(p.sent - s.sent) <= ${gapSample.nearby}`,

  controls: `select *, count(*) over (partition by kind, id) as drawn_for_it
  from drawn
  where draw <= greatest(4, least(${gapSample.mostControls}, ${gapSample.controls} / kept, ${gapSample.mostPairs} / (kept * neighbours)))`,
};
