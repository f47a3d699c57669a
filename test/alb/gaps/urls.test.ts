import { expect, it } from "vitest";
import { failingUrls } from "../../../src/alb/gaps/urls.ts";

it("names a URL that always fails and leaves out one that fails as the race does", () => {
  const always = { url: "GET /report", requests: 40, failures: 40 };
  const seldom = { url: "GET /", requests: 100_000, failures: 12 };
  expect(failingUrls([seldom, always])).toEqual([{ ...always, atLeast: expect.closeTo(0.912, 3) }]);
});

it("does not judge a URL by two failures", () => {
  expect(failingUrls([{ url: "GET /x", requests: 2, failures: 2 }])).toEqual([]);
});
