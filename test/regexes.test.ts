import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { all, building, built } from "./regexes/all.ts";
import { faultOf, faultsOf } from "./regexes/linear.ts";
import { file, keyOf, needsVerdict, readVerdicts } from "./regexes/verdicts.ts";

const verdicts = readVerdicts();
const wanted = all.filter(needsVerdict);

describe("every regular expression of src takes time in proportion to what it reads", () => {
  test("and has been judged", () => {
    const unjudged = wanted.filter((one) => verdicts[keyOf(one)] === undefined);
    expect(wanted.length).toBeGreaterThan(200);
    expect(
      unjudged.map((one) => `${one.file}:${one.line} ${keyOf(one)}`),
      "`npm run regexes` judges what is new, and keeps the verdict",
    ).toEqual([]);
  });

  test("as the kept verdicts say", () => {
    const faulty = wanted.filter((one) => typeof verdicts[keyOf(one)] === "string");
    expect(faulty.map((one) => `${one.file}:${one.line} is ${verdicts[keyOf(one)]}`)).toEqual([]);
  });

  test("and no verdict is kept of one that is gone", () => {
    const known = new Set(wanted.map(keyOf));
    const stale = Object.keys(verdicts).filter((key) => !known.has(key));
    expect(stale, "`npm run regexes` drops what is gone").toEqual([]);
  });

  // All of them take minutes, and are judged anew by `npm run test:hostile`.
  test("as three of them, others with each change, are judged anew", async () => {
    const lot = (key: string) =>
      createHash("sha256").update(readFileSync(file)).update(key).digest("hex");
    const sample = wanted.toSorted((a, b) => (lot(keyOf(a)) < lot(keyOf(b)) ? -1 : 1)).slice(0, 3);
    expect([...(await faultsOf(sample)).values()]).toEqual([null, null, null]);
  }, 600_000);
});

test("an expression that is built at run time is among those that are judged", () => {
  expect(building.toSorted()).toEqual(Object.keys(built).toSorted());
});

test("the judge tells exponential and polynomial expressions from linear ones", async () => {
  expect(await faultOf("^(\\d+\\s*[a-z]+\\s*(and\\s+)?)+$", "")).toMatch(/exponential/);
  expect(await faultOf("[\\w-]*token[\\w-]*=", "")).toMatch(/polynomial/);
  expect(await faultOf("(?<![\\w-])[\\w-]+=", "")).toBeNull();
}, 600_000);
