import { expect, test } from "vitest";
import { all } from "../regexes/all.ts";
import { faultsOf } from "../regexes/linear.ts";
import { keyOf, needsVerdict, readVerdicts } from "../regexes/verdicts.ts";

test("every kept verdict of a regular expression is what the checker says today", async () => {
  const wanted = all.filter(needsVerdict);
  const found = [...(await faultsOf(wanted))].map(([one, fault]) => [keyOf(one), fault]);
  expect(Object.fromEntries(found)).toEqual(readVerdicts());
});
