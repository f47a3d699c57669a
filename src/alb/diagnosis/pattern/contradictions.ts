import { muchSlower } from "./failing-periods.ts";
import type { Rule } from "./pattern-finding.ts";
import type { Signs } from "./signs.ts";
import { fewestFailures, isClustered, isConcentrated, outageShare } from "./thresholds.ts";

/** What contradicts the race without proving something else. */
export const findContradiction: Rule = (signs) => {
  const reason = contradictions.find(([applies]) => applies(signs))?.[1];
  return reason === undefined ? null : ["unclear", reason];
};

const contradictions: readonly (readonly [(signs: Signs) => boolean, string])[] = [
  [
    ({ impact }) => impact.requests === 0 || impact.failures === 0,
    "The requests of those periods were not counted, so the share is unknown.",
  ],
  [
    ({ impact }) => impact.share > outageShare,
    "That is an outage, not a race between timers: those fail well below 10 % of requests.",
  ],
  [
    ({ refused: { unknown }, handshakes, impact: { failures } }) =>
      failures > 0 && Math.max(unknown, handshakes.unknown) > 0.2,
    "Whether connections to targets failed at these times could not be read, so refused connections are not ruled out.",
  ],
  [
    (signs) => signs.refused.ofFailures + signs.handshakes.ofFailures >= 0.2,
    "Some of the failures match connections that could not be opened and others do not: there may be two causes.",
  ],
  [
    ({ moves, unhealthy: sick }) => isClustered(moves, 0.3) || isClustered(sick, 0.3),
    "Some of the failures come with targets that change or fail, others do not: there may be two causes.",
  ],
  [
    ({ impact }) => impact.shape === "bursts",
    "A race spreads out, these come in bursts: reloads, recycled workers or crashes do that.",
  ],
  [
    ({ moments }) => moments < fewestFailures,
    "They fell into so few moments that nothing shows they are independent of each other, as lost races are.",
  ],
  [
    ({ unhealthy, failures }) => failures - unhealthy.failures < fewestFailures,
    "A target failed its health checks during nearly all of the failures, so nothing shows that they would happen without that.",
  ],
  [
    ({ clumps }) => clumps < 1e-3,
    "Lost races are independent of each other, these come several at once more often than by chance: what takes a process or a connection down does that.",
  ],
  [
    ({ aftermath, failures }) => failures - aftermath.failures < fewestFailures,
    "Targets change during nearly all of the failures, so nothing shows that they would happen without that.",
  ],
  [
    ({ swings, aftermath, moves }) => [swings, aftermath, moves].some(isConcentrated),
    "More of the failures come with changes of targets than by chance, others do not: there may be two causes.",
  ],
  [
    ({ unhealthy: sick }) => isConcentrated(sick),
    "More of the failures come while a target fails its health checks than by chance, others do not: there may be two causes.",
  ],
  [
    ({ failures504, failures, slowest: { failing } }) =>
      failures504 >= fewestFailures && (failures504 >= failures || (failing ?? 0) > 1),
    "Requests ended in 504 as well, because a target was silent for too long: what makes targets slow may cut requests off, too.",
  ],
  [
    ({ multiplexedOnly }) => multiplexedOnly,
    "The load balancer speaks HTTP/2 or gRPC to its targets, whose connections have timers of their own: the race of HTTP/1.1 keep-alive does not apply.",
  ],
  [
    ({ slowest }) => muchSlower(slowest),
    "Responses are much slower at these times, so requests may be cut off half-way: crashes or worker timeouts do that.",
  ],
];
