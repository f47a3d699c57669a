import { availableParallelism } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { signOf, wordings } from "../src/alb/backend-logs/wordings.ts";
import { namingOf } from "../src/slack/requests/mentions.ts";
import { type Fault, openJudge } from "./regexes/linear.ts";
import { expressionsIn, type Written } from "./regexes/literals.ts";

/** Every expression that is built at run time, from words that are ours. */
const built: { readonly [file: string]: readonly RegExp[] } = {
  "alb/backend-logs/wordings.ts": wordings.map(signOf),
  "alb/configurations/programs/javascript-defaults.ts": [/^(?:[fF]astify|FastifyAdapter)$/],
  "slack/requests/mentions.ts": [namingOf("U0123456789")],
};

const folder = join(import.meta.dirname, "../src");
const { literals, building } = expressionsIn(folder);
const nameOf = (file: string) => file.slice(folder.length + 1);

let faults: readonly (Written & { readonly fault: string })[] = [];

// A second for each of the slowest, a minute for all, once: what was found is kept below node_modules.
beforeAll(async () => {
  const own = Object.entries(built).flatMap(([file, expressions]) =>
    expressions.map(({ source, flags }) => ({ pattern: source, flags, file, line: 0 })),
  );
  faults = await judgeAll([...literals.map((one) => ({ ...one, file: nameOf(one.file) })), ...own]);
}, 1_200_000);

test("every regular expression takes time in proportion to what it reads", () => {
  expect(literals.length).toBeGreaterThan(300);
  expect(faults.map(({ file, line, fault }) => `${file}:${line} is ${fault}`)).toEqual([]);
});

test("an expression that is built at run time is among those that are judged", () => {
  expect(building.map(nameOf).toSorted()).toEqual(Object.keys(built).toSorted());
});

test("the judge tells exponential and polynomial expressions from linear ones", async () => {
  const { faultOf } = openJudge("/dev/null");
  expect(await faultOf("^(\\d+\\s*[a-z]+\\s*(and\\s+)?)+$", "")).toMatch(/exponential/);
  expect(await faultOf("[\\w-]*token[\\w-]*=", "")).toMatch(/polynomial/);
  expect(await faultOf("(?<![\\w-])[\\w-]+=", "")).toBeNull();
});

/** As many at once as there are processors: the checker is a process of its own. */
async function judgeAll(all: readonly Written[]) {
  const judge = openJudge();
  const left = [...all];
  const found: (Written & { fault: string })[] = [];
  const work = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      const fault: Fault = await judge.faultOf(one.pattern, one.flags);
      if (fault !== null) found.push({ ...one, fault });
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  } finally {
    judge.keep();
  }
  return found;
}
