import { expect, it } from "vitest";
import { createAnswering } from "../../../src/slack/requests/answer-requests.ts";
import { createBackground } from "../../../src/slack/requests/background.ts";
import type { Requester } from "../../../src/slack/requests/requester.ts";
import { silent } from "../../engine/parts.ts";

const requesterOf = (person: string, signal?: AbortSignal): Requester => ({
  ...{ person, team: "T1", isPrivate: false, isDirect: false },
  delivery: { id: "d1", ...(signal === undefined ? {} : { signal }) },
});

it("answers somebody else while one person asks for more than anybody can by hand, and them in turn", async () => {
  const answer = createAnswering(createBackground(silent), async () => {});
  const { promise, resolve } = Promise.withResolvers<string>();
  const ask = (person: string, work: () => Promise<string>) =>
    answer.to(requesterOf(person), work, ({ text }) => text);
  let begun = 0;
  const work = () => {
    begun += 1;
    return promise;
  };
  const many = Array.from({ length: 50 }, () => ask("UADA", work));
  expect(await ask("UGRACE", async () => "done")).toBe("done");
  expect(begun).toBe(20);
  resolve("done");
  expect(new Set(await Promise.all(many))).toEqual(new Set(["done"]));
  expect(begun).toBe(50);
});

it("says what was not done where the time of a request ends before its turn", async () => {
  const answer = createAnswering(createBackground(silent), async () => {});
  const { promise, resolve } = Promise.withResolvers<string>();
  const time = new AbortController();
  const ask = (signal?: AbortSignal) =>
    answer.to(
      requesterOf("UADA", signal),
      () => promise,
      ({ text }) => text,
    );
  const first = Array.from({ length: 20 }, () => ask());
  const more = Array.from({ length: 5 }, () => ask(time.signal));
  time.abort();
  for (const one of await Promise.all(more)) expect(one).toContain("Nothing was recorded");
  resolve("done");
  expect(await Promise.all(first)).toHaveLength(20);
});
