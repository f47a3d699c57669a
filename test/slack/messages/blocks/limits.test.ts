import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { button, context, row, section } from "../../../../src/slack/messages/blocks/blocks.ts";
import { escapeText } from "../../../../src/slack/messages/blocks/escape.ts";
import {
  blockLength,
  cutBytes,
  cutText,
  fitBlocks,
} from "../../../../src/slack/messages/blocks/limits.ts";
import { foreign } from "../shown.ts";
import { hostile } from "../walks.ts";

describe("cutting text", () => {
  it("ends at a word, with a mark that something is missing", () => {
    expect(cutText("The quick brown fox jumps", 14)).toBe("The quick…");
    expect(cutText("short", 14)).toBe("short");
  });

  it("never leaves half an entity or half a token", () => {
    expect(cutText("a &lt;b", 6)).toBe("a…");
    expect(cutText("before <@U0ANA> after", 12)).toBe("before…");
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 300 }), (text, most) => {
        const short = cutText(escapeText(text), most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(foreign(short)).toBe("");
        expect(short.isWellFormed() || !text.isWellFormed()).toBe(true);
      }),
    );
  });

  it("by bytes keeps to the bytes of any script", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 8, max: 4_000 }), (text, most) => {
        expect(Buffer.byteLength(cutBytes(text, most))).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe("fitting blocks into a message", () => {
  it("cuts the last texts and keeps the buttons", () => {
    const handle = { act: "retry", run: "r1" } as const;
    const long = Array.from({ length: 6 }, () => section("word ".repeat(600)));
    const blocks = fitBlocks([...long, context("last"), ...row([button("Try again", handle)])]);
    expect(blockLength(blocks)).toBeLessThanOrEqual(11_500);
    expect(blocks[0]).toEqual(long[0]);
    expect(blocks.at(-1)?.type).toBe("actions");
  });

  it("leaves out the last texts when there are too many blocks", () => {
    const handle = { act: "retry", run: "r1" } as const;
    const many = Array.from({ length: 60 }, (_, index) => section(`Line ${index}`));
    const blocks = fitBlocks([...many, ...row([button("Try again", handle)])]);
    expect(blocks).toHaveLength(50);
    expect(blocks[0]).toEqual(many[0]);
    expect(blocks.at(-1)?.type).toBe("actions");
  });
});
