import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteForShell } from "../../../src/language/texts/shell-quote.ts";
import { visibleLine, visibleText, writtenOut } from "../../../src/language/texts/visible-text.ts";
import { escapeLine, escapeText, plainLine } from "../../../src/slack/messages/blocks/escape.ts";

/** ESC and its C1 sister, direction marks, no width, separators, tags; each where a name or a note may hold it. */
const unseen = [
  "\u0000",
  "\u0007",
  "\u001b",
  "\u009b",
  "\u007f",
  "\u00ad",
  "\u061c",
  "\u200b",
  "\u200e",
  "\u202a",
  "\u202e",
  "\u2066",
  "\u2069",
  "\u2028",
  "\u2029",
  "\u2060",
  "\ufeff",
  "\u{e0041}",
] as const;
const text = fc
  .array(fc.oneof(fc.constantFrom(...unseen, "\n", "\r\n", "\t", " "), fc.string({ maxLength: 4 })))
  .map((parts) => parts.join(""));
const holds = (given: string) => unseen.filter((mark) => given.includes(mark));

describe("text that did not come from us", () => {
  it.each([
    ["in a thread", escapeText],
    ["on a line of a thread", escapeLine],
    ["in a header", plainLine],
    ["in a file", visibleText],
    ["in a line to paste", quoteForShell],
    ["in the terminal", writtenOut],
  ] as const)("shows %s nothing that cannot be seen", (_where, shown) => {
    fc.assert(
      fc.property(text, (given) => {
        expect(holds(shown(given))).toEqual([]);
      }),
    );
  });

  it("has no half of a character, which Slack takes no message with", () => {
    const halves = fc.string({
      unit: fc.constantFrom("\ud83d", "\ude00", "😀", "a"),
      maxLength: 9,
    });
    fc.assert(
      fc.property(halves, (given) => {
        for (const shown of [escapeText, plainLine, visibleText, quoteForShell])
          expect(shown(given).isWellFormed()).toBe(true);
        expect(JSON.parse(`"${writtenOut(given)}"`)).toBe(given);
      }),
    );
  });

  it("stays one line where one is wanted", () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const shown of [
          escapeLine(given),
          plainLine(given),
          visibleLine(given),
          quoteForShell(given),
        ])
          expect(shown).not.toMatch(/[\n\r]/);
      }),
    );
  });

  it("is the same JSON in the terminal", () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (given) => {
        expect(JSON.parse(writtenOut(JSON.stringify(given)))).toEqual({ ...given });
      }),
    );
  });

  it("holds no character that Unicode ignores, wherever it lies, but joiners and variants", () => {
    const ignored = /\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Bidi_Control}/u;
    const shown: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const mark = String.fromCodePoint(code);
      if (ignored.test(mark) && ignored.test(visibleText(`a${mark} b`).replace("\n", "")))
        shown.push(code.toString(16));
    }
    expect(shown.filter((code) => !/^(?:200[cd]|fe0[0-9a-f])$/.test(code))).toEqual([]);
  });

  it("keeps the joiners and variants that emoji and scripts need, and none within a word of Latin", () => {
    for (const text of ["👩‍🚒 می‌خواهم", "1️⃣ ☺️ ok"]) expect(visibleText(text)).toBe(text);
    expect(visibleText("sho\u200dp.exa\u200cmple r\ufe00m")).toBe("shop.example rm");
  });
});
