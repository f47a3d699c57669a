import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  carriesMark,
  clientMessageId,
  plainContent,
  richContent,
} from "../../../../src/slack/delivery/posting/message-identity.ts";
import { post } from "../../threads.ts";

const mark = { run: "r1", key: "step/look#1", generation: 1 };

describe("the id of a post", () => {
  it("is a version 5 UUID, the same for every attempt", () => {
    const id = clientMessageId(mark);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(clientMessageId({ ...mark })).toBe(id);
  });

  it("differs between runs, keys and generations", () => {
    const others = [{ run: "r2" }, { key: "step/look#2" }, { generation: 2 }];
    const ids = [{}, ...others].map((other) => clientMessageId({ ...mark, ...other }));
    expect(new Set(ids).size).toBe(4);
  });
});

describe("the mark in a post's metadata", () => {
  it("is found in what Slack gives back, and in nothing else", () => {
    const metadata = { event_type: "handrail", event_payload: mark };
    expect(carriesMark(metadata, mark)).toBe(true);
    expect(carriesMark(metadata, { ...mark, generation: 2 })).toBe(false);
    expect(carriesMark({ event_type: "handrail" }, mark)).toBe(false);
    expect(carriesMark(undefined, mark)).toBe(false);
  });
});

describe("what is sent", () => {
  it("never has more than the 4,000 bytes of text that an edit takes, nor half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 5_000 }), (text) => {
        const sent = richContent(post("card", text)).text;
        expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(4_000);
        if (sent !== text) expect(text.startsWith(sent.slice(0, -1))).toBe(true);
      }),
    );
  });

  it("keeps the buttons when it must do without the blocks", () => {
    const { blocks } = plainContent(post("card", "The card"));
    expect(blocks.map(({ type }) => type)).toEqual(["section", "actions"]);
  });
});
