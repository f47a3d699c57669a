/**
 * What a 502's fields in the access log look like.
 * - app: the application answered 502 itself; no failure of the load balancer
 * - lambda-body: the function's response is over 1 MB
 * - lambda: the function failed, ran out of time, was throttled, or answered something unusable
 * - no-target: the load balancer answered before it chose a target
 * - no-connection: no request was dispatched: refused or reset on connect, TLS failed, and rarely a lost race
 * - bad-response: the target answered, and the load balancer refused the answer (malformed, or headers over 32 K)
 * - race-shaped: dispatched, then closed within a round trip; the keep-alive race, or a process that dies at once
 * - cut-off-soon: closed so soon that both a far target's race and a killed request fit
 * - cut-off: closed while the application was at work: killed worker, deploy, crash
 * - other: nothing that is documented
 */
export type Signature = (typeof lineSignatures)[number]["name"];

/** The fields of a log line that a signature looks at. Times are seconds, -1 as AWS documents it. */
export interface LogLineShape {
  /** Whether target:port is set. */
  readonly hasTarget: boolean;
  readonly requestSeconds: number;
  readonly targetSeconds: number;
  readonly responseSeconds: number;
  /** null for "-". */
  readonly targetStatus: number | null;
  /** "-" where empty. */
  readonly errorReason: string;
}

/** Up to this many seconds of target time, a connection was closed within a round trip. */
const quickSeconds = 0.02;
/** From this many seconds of target time on, the application was at work on the request. */
const workingSeconds = 1;

type Field = keyof LogLineShape;
type Test =
  | { readonly field: Field; readonly is: boolean | null }
  | { readonly field: Field; readonly atLeast: number }
  | { readonly field: Field; readonly below: number }
  | { readonly field: Field; readonly beginsWith: string };

const targetChosen: Test = { field: "hasTarget", is: true };
const dispatched: Test = { field: "requestSeconds", atLeast: 0 };
const unanswered: Test = { field: "targetStatus", is: null };
const cut: readonly Test[] = [
  targetChosen,
  dispatched,
  unanswered,
  { field: "targetSeconds", atLeast: 0 },
  { field: "responseSeconds", below: 0 },
];

/**
 * The signatures in the order of their test; the first whose conditions all hold is the one. Sources: AWS re:Post
 * elb-alb-troubleshoot-502-errors, the ELB user guide, and real lines of the race (hyper-express#179). AWS's own sample for
 * "closed the connection with a request outstanding" has 4.205 s of target time: that the race shows next to none follows
 * from its mechanism.
 */
export const lineSignatures = [
  { name: "app", when: [{ field: "targetStatus", atLeast: 500 }] },
  {
    name: "lambda-body",
    when: [{ field: "errorReason", beginsWith: "LambdaResponseTooLarge" }],
  },
  { name: "lambda", when: [{ field: "errorReason", beginsWith: "Lambda" }] },
  { name: "no-target", when: [{ field: "hasTarget", is: false }] },
  { name: "no-connection", when: [{ field: "requestSeconds", below: 0 }, unanswered] },
  {
    name: "bad-response",
    when: [
      dispatched,
      { field: "targetSeconds", atLeast: 0 },
      { field: "responseSeconds", atLeast: 0 },
    ],
  },
  { name: "race-shaped", when: [...cut, { field: "targetSeconds", below: quickSeconds }] },
  { name: "cut-off-soon", when: [...cut, { field: "targetSeconds", below: workingSeconds }] },
  { name: "cut-off", when: cut },
  { name: "other", when: [] },
] as const satisfies readonly { readonly name: string; readonly when: readonly Test[] }[];

/** The signature of one 502. */
export function lineSignature(shape: LogLineShape): Signature {
  const rules: readonly { readonly name: Signature; readonly when: readonly Test[] }[] =
    lineSignatures;
  return rules.find(({ when }) => when.every((test) => holds(test, shape)))?.name ?? "other";
}

/** A condition as SQL; `columns` names the expression of each field, with NULL for null. */
export function conditionSql(test: Test, columns: { readonly [field in Field]: string }): string {
  const column = columns[test.field];
  if ("is" in test) return test.is === null ? `${column} is null` : `${column} = ${test.is}`;
  if ("atLeast" in test) return `${column} >= ${test.atLeast}`;
  if ("below" in test) return `${column} < ${test.below}`;
  return `${column} like '${test.beginsWith}%'`;
}

function holds(test: Test, shape: LogLineShape): boolean {
  const value = shape[test.field];
  if ("is" in test) return value === test.is;
  if ("atLeast" in test) return typeof value === "number" && value >= test.atLeast;
  if ("below" in test) return typeof value === "number" && value < test.below;
  return String(value).startsWith(test.beginsWith);
}
