import type { ServerAnswer } from "#language";
import { BadInput } from "../../../run/errors.ts";
import { answersFrom } from "../../configurations/answers.ts";
import { createReading } from "../../configurations/in-time.ts";
import { drawPath } from "../../links/drawing.ts";
import { parseDuration } from "../../links/durations.ts";
import { linkNumbers } from "../../links/link-numbers.ts";
import { defaultMarginSeconds, links } from "../../links/links.ts";
import { overall, type PathFinding } from "../../links/path-finding.ts";
import { remediesFor } from "../../remedies/for-link.ts";
import { filesNamed } from "./files.ts";
import { parsePath } from "./path.ts";
import { remedyLines } from "./remedies.ts";

/** Where the servers behind the load balancer are described. */
export interface PathOptions {
  readonly path?: string;
  readonly config?: readonly string[];
}

export interface LinksOptions extends PathOptions {
  readonly idleTimeout: string;
  readonly margin: string;
  readonly json?: true;
}

/** The exit code of each finding; 1 is for what could not be done at all. */
export const linkExitCodes: { readonly [finding in PathFinding]: number } = {
  "long-enough": 0,
  "too-short": 10,
  tie: 11,
  "thin-margin": 12,
  unknown: 13,
};

/** The path as it is written or as configurations tell; empty where neither was given. Throws BadInput. */
export async function pathOf({ path, config }: PathOptions): Promise<readonly ServerAnswer[]> {
  if (path !== undefined) return parsePath(path);
  return config === undefined
    ? []
    : answersFrom(await createReading().read(await filesNamed(config)));
}

/** What `handrail keepalive links` prints, and its exit code. Throws BadInput. */
export async function lookAtLinks(options: LinksOptions) {
  const servers = await pathOf(options);
  if (servers.length === 0) throw new BadInput(options.config === undefined ? nothing : noServer);
  const idleTimeoutSeconds = secondsOf("--idle-timeout", options.idleTimeout);
  const found = links({ idleTimeoutSeconds, servers }, secondsOf("--margin", options.margin));
  const { finding, says } = overall(found);
  const balancer = { arn: null, idleTimeoutSeconds, tags: null, responses: null };
  const remedies = found.flatMap((link) => remediesFor(link, balancer));
  const lines = options.json
    ? [JSON.stringify({ finding, says, links: found.map(linkNumbers), remedies }, null, 2)]
    : [
        ...drawPath(found),
        "",
        says,
        ...(remedies.length > 0 ? [""] : []),
        ...remedyLines(remedies),
      ];
  return { lines, exitCode: linkExitCodes[finding] };
}

function secondsOf(option: string, typed: string): number {
  const duration = parseDuration(typed, "s", "never");
  if (duration.kind === "seconds") return duration.seconds;
  throw new BadInput(`${option} ${typed} is no time. Write seconds, such as 60 or 60s.`);
}

/** As the option's default. */
export const usualMargin = String(defaultMarginSeconds);

const nothing =
  "Describe the servers behind the load balancer: --path nginx=75s/60s,node-20=5s, or their configurations with --config.";
const noServer =
  "No server was recognised in those files. `handrail keepalive read` says what was read of each.";
