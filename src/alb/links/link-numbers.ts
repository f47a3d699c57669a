import type { Idle } from "./idle-times.ts";
import type { Link } from "./link.ts";
import type { Needs, Verdict } from "./link-verdict.ts";

/** A link as evidence, pictures and `--json` have it; a number is null where only the word beside it says what is known. */
export type LinkNumbers = {
  readonly client: string;
  readonly clientKeeps: Idle["kind"];
  readonly clientKeepsSeconds: number | null;
  readonly server: string;
  readonly serverCloses: Idle["kind"];
  readonly serverClosesSeconds: number | null;
  readonly verdict: Verdict;
  /** Below 0 where the server closes first. */
  readonly marginSeconds: number | null;
  readonly needs: Needs;
};

export const linkNumbers = (link: Link): LinkNumbers => ({
  client: link.client.name,
  clientKeeps: link.client.keeps.kind,
  clientKeepsSeconds: secondsOf(link.client.keeps),
  server: link.server.name,
  serverCloses: link.server.closes.kind,
  serverClosesSeconds: secondsOf(link.server.closes),
  verdict: link.verdict,
  marginSeconds: link.marginSeconds,
  needs: link.needs,
});

const secondsOf = (idle: Idle) => ("seconds" in idle ? idle.seconds : null);
