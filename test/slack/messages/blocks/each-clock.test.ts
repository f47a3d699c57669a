import { describe, expect, it } from "vitest";
import { section } from "../../../../src/slack/messages/blocks/blocks.ts";
import { inEachClock } from "../../../../src/slack/messages/blocks/each-clock.ts";
import { keyedMessage } from "../../../../src/slack/messages/blocks/message.ts";
import { richLine } from "../../../../src/slack/messages/blocks/sentences.ts";

const at = Date.UTC(2026, 10, 23, 3, 14);
const seconds = at / 1_000;

describe("a time that a message says in UTC", () => {
  const shown = (mrkdwn: string) => {
    const message = inEachClock(keyedMessage("a", "thread", [section(mrkdwn)]), at);
    return JSON.stringify(message.kind === "post" ? message.blocks[0] : "");
  };

  it("is each reader's own, with its day where that was said", () => {
    expect(shown("*since 03:14 UTC*.")).toContain(`*since <!date^${seconds}^{time}|03:14 UTC>*.`);
    expect(shown("since 2026-11-23 03:14 UTC")).toContain(
      `since <!date^${seconds}^{date_short_pretty} {time}|2026-11-23 03:14 UTC>`,
    );
    expect(shown("the last at 2026-11-23 03:14 UTC")).toContain(
      `at <!date^${seconds}^{date_short} {time}|2026-11-23 03:14 UTC>`,
    );
  });

  it.each(["`date 03:14 UTC`", "```03:14 UTC```", "<!date^1^{time}|03:14 UTC>", "99:99 UTC"])(
    "stays as it is in %s",
    (text) => {
      expect(shown(text)).toContain(JSON.stringify(text).slice(1, -1));
    },
  );

  it("stays where the text would grow too long for Slack", () => {
    expect(shown(`03:14 UTC ${"x".repeat(2_980)}`)).not.toContain("<!date");
  });

  it("is a leaf of its own in rich text", () => {
    const message = inEachClock(
      keyedMessage("a", "thread", [richLine(["From 03:14 UTC on."])]),
      at,
    );
    expect(message).toMatchObject({
      blocks: [
        {
          elements: [
            {
              elements: [
                { type: "text", text: "From " },
                { type: "date", timestamp: seconds, format: "{time}", fallback: "03:14 UTC" },
                { type: "text", text: " on." },
              ],
            },
          ],
        },
      ],
    });
  });

  it("is the same object at every rendering", () => {
    const message = keyedMessage("a", "thread", [section("at 03:14 UTC")]);
    expect(inEachClock(message, at)).toBe(inEachClock(message, at));
  });
});
