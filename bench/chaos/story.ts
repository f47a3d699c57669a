import type { Outcome } from "./chaos.ts";
import type { Finding } from "./judge/finding.ts";

/** What happened within this time of a finding belongs to its story, in milliseconds. */
const aroundMs = 5_000;
const mostCharacters = 260;

/** One finding, with what was asked, recorded and broken around it. */
export function story(finding: Finding, outcome: Outcome): string {
  const { kind, says, run, key, at } = finding;
  const when = at === undefined ? undefined : new Date(at).toISOString();
  const head = [kind, when, run && `run ${run}`, key, says].filter((part) => part !== undefined);
  const lines = at === undefined ? [] : around(at, run, outcome);
  return [head.join(" · "), ...lines.map((line) => `    ${line}`)].join("\n");
}

function around(
  moment: number,
  run: string | undefined,
  { evidence, chronicle }: Outcome,
): readonly string[] {
  const isNear = (at: number) => Math.abs(at - moment) <= aroundMs;
  const { told, ledger } = evidence;
  const asked = told
    .filter(({ sentAt, wants }) => isNear(sentAt) && (wants.run ?? run) === run)
    .map((one) => {
      const { id, by, wants, acked, refused, sentAt, answeredAt } = one;
      const isKept = ledger.deliveries.has(id) ? "remembered" : "not remembered";
      const how = `${acked ? "acked" : "not acked"}${refused ? ", refused" : ""}, ${isKept}`;
      const took = `${answeredAt - sentAt} ms`;
      return { at: sentAt, says: `${by} asks ${JSON.stringify(wants)} ${id}: ${how}, ${took}` };
    });
  const recorded = ledger.events
    .filter((entry) => entry.run === run && isNear(entry.at))
    .map(({ revision, event, at }) => ({
      at,
      says: `revision ${revision} ${JSON.stringify(event)}`,
    }));
  return [...asked, ...recorded, ...chronicle.filter(({ at }) => isNear(at))]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, says }) =>
      `${new Date(at).toISOString().slice(11)} ${says}`.slice(0, mostCharacters),
    );
}
