import type { Account } from "./account.ts";
import type { Action, InputOf, OutputOf } from "./allow-list.ts";
import { AwsProblem } from "./aws-problem.ts";

/** A page, and whether AWS says that there are more. */
export interface Page<A extends Action> {
  readonly answer: OutputOf<A>;
  readonly hasMore: boolean;
}

/**
 * The pages of a question in order; who stops reading asks for no more of them. Rejects with AwsProblem, also when AWS gives a
 * page token twice or goes on for longer than anything that Handrail reads: every page is a call that may cost money.
 */
export const pagesOf = <A extends Paged>(
  account: Account,
  action: A,
  input: InputOf<A>,
  signal: AbortSignal,
): AsyncGenerator<Page<A>> => pagesBy(paged[action], account, action, input, signal);

/** The same with what is said of how the pages follow one another. */
export async function* pagesBy<A extends Action>(
  { takes, gives, most }: PageToken,
  account: Account,
  action: A,
  input: InputOf<A>,
  signal: AbortSignal,
): AsyncGenerator<Page<A>> {
  const tokens = new Set<string>();
  let token: string | undefined;
  do {
    const question = token === undefined ? input : { ...input, [takes]: token };
    const answer: OutputOf<A> = await account.ask(action, question, signal);
    token = textIn(answer, gives);
    if (token !== undefined && (tokens.has(token) || tokens.size + 1 >= most))
      throw tokens.has(token) ? goesRound(action) : endless(action, most);
    if (token !== undefined) tokens.add(token);
    yield { answer, hasMore: token !== undefined };
  } while (token !== undefined);
}

/** All pages of a question, in order. Rejects as {@link pagesOf} does. */
export async function everyPage<A extends Paged>(
  account: Account,
  action: A,
  input: InputOf<A>,
  signal: AbortSignal,
): Promise<readonly OutputOf<A>[]> {
  const pages: OutputOf<A>[] = [];
  for await (const { answer } of pagesOf(account, action, input, signal)) pages.push(answer);
  return pages;
}

/** Whether an answer says, itself or one level below, that there is more of it. */
export const isAnswerCut = (answer: object): boolean =>
  [answer, ...Object.values(answer)].some(
    (part: unknown) =>
      typeof part === "object" &&
      part !== null &&
      (Reflect.get(part, "IsTruncated") === true ||
        ["NextToken", "nextToken"].some((name) => textIn(part, name) !== undefined)),
  );

/** How a page token is handed over and comes back, and the pages after which nothing sensible comes. */
export interface PageToken {
  readonly takes: string;
  readonly gives: string;
  readonly most: number;
}

const marked: PageToken = { takes: "Marker", gives: "NextMarker", most: 100 };
const tokened: PageToken = { takes: "NextToken", gives: "NextToken", most: 100 };

const paged = {
  "elasticloadbalancing:DescribeLoadBalancers": marked,
  "elasticloadbalancing:DescribeTargetGroups": marked,
  "elasticloadbalancing:DescribeListeners": marked,
  "elasticloadbalancing:DescribeRules": marked,
  "cloudwatch:DescribeAlarms": { ...tokened, most: 20 },
  "cloudwatch:GetMetricData": tokened,
  "cloudtrail:LookupEvents": tokened,
  "logs:DescribeLogGroups": { takes: "nextToken", gives: "nextToken", most: 100 },
  // A thousand rows a page.
  "athena:GetQueryResults": { ...tokened, most: 1_000 },
  // A thousand keys a page: a day of a large account's logs is some hundred pages.
  "s3:ListObjectsV2": { takes: "ContinuationToken", gives: "NextContinuationToken", most: 10_000 },
} as const satisfies { readonly [action in Action]?: PageToken };

type Paged = keyof typeof paged;

/** An empty token ends the pages as a missing one does. */
function textIn(answer: object, name: string): string | undefined {
  const value: unknown = new Map<string, unknown>(Object.entries(answer)).get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

const goesRound = (action: Action) =>
  new AwsProblem(
    "other",
    `AWS gave the same page of ${action} twice, so reading on would never end. Handrail stopped there; look again later.`,
  );

const endless = (action: Action, most: number) =>
  new AwsProblem(
    "other",
    `AWS has more than ${most.toLocaleString("en-US")} pages of ${action}, which is more than Handrail reads. Ask for less: a shorter stretch of time, or a narrower place.`,
  );
