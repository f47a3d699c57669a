import type { Json } from "#language";
import type { Account } from "../account.ts";
import { AwsProblem } from "../aws-problem.ts";
import { isAnswerCut, pagesBy } from "../pages.ts";
import { type Describable, pagingOf } from "./describable.ts";
import { withoutAwsSecrets } from "./secrets.ts";

/**
 * What AWS answers, all pages as one, as `aws` prints it, without secrets. A question that says how many it wants is answered
 * by the first page. Rejects with AwsProblem, also where the answer is longer than can be read, or cut.
 */
export async function describeResource(
  account: Account,
  action: Describable,
  input: { readonly [name: string]: Json },
  signal: AbortSignal,
): Promise<Json> {
  const isCounted = Object.keys(input).some(isHowMany);
  const paging = isCounted ? null : pagingOf(action);
  if (paging === null) {
    const answer = asTable(withoutAwsSecrets(await account.ask(action, input, signal)));
    if (isAnswerCut(answer) && !isCounted) throw cut(action);
    return bounded(action, answer);
  }
  let all: Table = {};
  for await (const { answer } of pagesBy({ ...paging, most }, account, action, input, signal)) {
    const { [paging.gives]: _, ...page } = asTable(withoutAwsSecrets(answer));
    all = bounded(action, joined(all, page));
  }
  return all;
}

type Table = { readonly [name: string]: Json };

/** Pages of an answer; more is more than a person asks about in an incident. */
const most = 20;

/** Characters of JSON; what is read of it is read within seconds. */
const longest = 4_000_000;

const isHowMany = (name: string): boolean => /^(max(Results|Records|Items)|limit)$/i.test(name);

/** Lists go on from page to page; all else is what the first page says. */
function joined(all: Table, page: Table): Table {
  const both = Object.entries({ ...page, ...all }).map(([name, value]) => {
    const more = page[name];
    const isOn = name in all && Array.isArray(value) && Array.isArray(more);
    return [name, isOn ? [...value, ...more] : value];
  });
  return Object.fromEntries(both);
}

function bounded(action: Describable, answer: Table): Table {
  if (JSON.stringify(answer).length <= longest) return answer;
  throw new AwsProblem(
    "other",
    `The answer of ${action} is longer than Handrail reads (4 MB). Have the runbook ask for less: name what it is about, or filter.`,
  );
}

const cut = (action: Describable) =>
  new AwsProblem(
    "other",
    `AWS has more to ${action} than it gave at once, so it was not read as the whole. Have the runbook say how many it wants (MaxItems or MaxResults), or ask for less.`,
  );

const asTable = (value: Json): Table => (isTable(value) ? value : {});

const isTable = (value: Json | undefined): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);
