import { expect, it } from "vitest";
import { createAnswering } from "../../../src/slack/requests/answer-requests.ts";
import { createBackground } from "../../../src/slack/requests/background.ts";
import type { Requester } from "../../../src/slack/requests/requester.ts";
import { silent } from "../../engine/parts.ts";

const requesterOf = (person: string): Requester => ({
  ...{ person, team: "T1", isPrivate: false, isDirect: false },
  delivery: { id: "d1" },
});

it("answers somebody else while one person asks for more than anybody can by hand", async () => {
  const answer = createAnswering(createBackground(silent), async () => {});
  const { promise, resolve } = Promise.withResolvers<string>();
  const ask = (person: string, work: () => Promise<string>) =>
    answer.to(requesterOf(person), work, ({ text }) => text);
  const many = Array.from({ length: 25 }, () => ask("UADA", () => promise));
  expect(await ask("UGRACE", async () => "done")).toBe("done");
  resolve("done");
  const answers = await Promise.all(many);
  expect(answers.filter((one) => one === "done")).toHaveLength(20);
  expect(answers.filter((one) => one.includes("Nothing was recorded"))).toHaveLength(5);
  expect(await ask("UADA", async () => "done")).toBe("done");
});
