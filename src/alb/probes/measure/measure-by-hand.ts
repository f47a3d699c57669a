import { quoteForShell } from "../../../language/texts/shell-quote.ts";
import { measureCommand } from "../../links/measure-command.ts";
import { shownAddress } from "../../measuring/address.ts";
import type { Against, MeasureFinding } from "../../measuring/judge-server.ts";
import { proofAge } from "../../measuring/sockets.ts";
import type { LookResult } from "../define-probe.ts";
import type { measure } from "./probe.ts";
import type { Chosen, MeasurableTarget } from "./targets.ts";

/** The same for a shell, and what to do where the targets could not be reached from here. */
export function measureByHandLines(
  targets: readonly MeasurableTarget[],
  finding: MeasureFinding,
  against: Against,
): { readonly lines: readonly string[]; readonly advice: readonly string[] } {
  const lines = targets.map((target) => cliLine(target, against));
  const [first] = targets;
  const advice =
    finding === "unreachable" && first ? [outOfReach, byHand(first.port, against)] : [];
  return { lines, advice };
}

/** Evidence that nothing may or can be measured from here, with the line to run beside a server. */
export function notMeasured(
  { why, port }: Chosen & { kind: "none" },
  against: Against,
): LookResult<typeof measure> {
  return {
    finding: "unknown",
    says: `Nothing was measured. ${why}`,
    details: [],
    next: port === null ? [] : [byHand(port, against)],
    readings: [],
    numbers: { ...against, closes: null, targets: [] },
  };
}

function cliLine({ address, port, tls, path }: MeasurableTarget, against: Against): string {
  const scheme = tls ? "https" : "http";
  const url = quoteForShell(`${scheme}://${shownAddress(address, port)}${path}`);
  const { idleTimeoutSeconds, marginSeconds } = against;
  return `handrail keepalive measure ${url} --idle-timeout ${idleTimeoutSeconds}s --margin ${marginSeconds}s`;
}

const outOfReach =
  "The bot may stand outside of the targets' network, or their security group lets in the load balancer only.";

const byHand = (port: number, against: Against) =>
  `To measure by hand, run this next to a target, wait for its last line and paste what it prints into the description of the server: \`${measureCommand(port, Math.max(150, Math.ceil(proofAge(against)) + 20))}\``;
