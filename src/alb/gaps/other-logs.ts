/** What a line is of, where it is no access log line of an Application Load Balancer; null where nobody can tell. */
export const otherLogKind = (line: string): string | null =>
  kinds.find(([, pattern]) => pattern.test(line))?.[0] ?? null;

/** Sources: ELB user guides, "Access logs" of each kind; VPC user guide, "Flow log records"; Athena's results are CSV. */
const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  [
    "a Classic Load Balancer, whose race shows as 504, not 502",
    /^\d{4}-\d\d-\d\dT[\d:.]+Z [\w-]+ [\d.:]+ (?:[\d.:]+|-) -?[\d.]+ -?[\d.]+ -?[\d.]+ /,
  ],
  ["a Network Load Balancer, which answers no 502", /^(?:tls|tcp) \d\.\d \d{4}-\d\d-\d\dT/],
  [
    "a CSV file, such as Athena's results: give the log files themselves, or ask with --athena",
    /^"?type"?,"?time"?,|^"?(?:https?|h2|grpcs|wss?)"?,"?\d{4}-/,
  ],
  ["connection logs", /^\d{4}-\d\d-\d\dT[\d:.]+Z [\d.:a-f]+ \d+ \d+ (?:TLSv|-)/],
  ["VPC flow logs", /^\d+ \d{12} eni-/],
];
