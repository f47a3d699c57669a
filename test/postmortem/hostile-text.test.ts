import fc from "fast-check";
import { marked, type Token } from "marked";
import { expect, it } from "vitest";
import { sectionMarkdown } from "../../src/postmortem/markdown.ts";

const fragments = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</p>",
  "<!-- ",
  "<?php ",
  "<javascript:alert(1)>",
  "<https://evil.example>",
  "[a](javascript:alert(1))",
  "[a](<javascript:alert(1)>)",
  "[a]( \n javascript:alert(1))",
  "[a](&#106;avascript:alert(1))",
  "[a](java&#9;script:alert(1))",
  "[a](JaVaScRiPt:x)",
  "[a](data:text/html,x)",
  "![a](vbscript:x)",
  "[a]: javascript:alert(1)\n\n",
  "[a][a]",
  "[a]",
  "\\",
  "`",
  "``",
  "```\n",
  "    ",
  "\n",
  "\n\n",
  "[a\\](javascript:x)",
  "[a](\\javascript:x)",
  "[a](//evil.example)",
  "x",
  "- ",
  "> ",
  "*",
  "&lt;",
  "\u0000",
  "\t",
  "[good](https://shop.example/a_(b))",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 3 })), { maxLength: 14 })
  .map((parts) => parts.join(""));

const section = (written: string) =>
  ({
    name: "cause",
    title: "Cause",
    sentences: [],
    written: { text: written, by: "U0ADA", at: 0 },
  }) as never;

it("a section that someone wrote holds no HTML and no link but to the web and mail, in whatever it is put together", () => {
  fc.assert(
    fc.property(text, (written) => {
      const shown = sectionMarkdown(section(written), {});
      const dangerous: string[] = [];
      marked.walkTokens(marked.lexer(shown), (token: Token) => {
        if (token.type === "html") dangerous.push(token.raw);
        if (
          (token.type === "link" || token.type === "image") &&
          !/^(https?:|mailto:)/i.test(token.href)
        )
          dangerous.push(token.href);
      });
      expect(dangerous).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

it("what people write in Markdown stays Markdown", () => {
  const written =
    "**Bold**, `code`, 1 < 2, [a dashboard](https://shop.example/d?a=1) and\n- a list";
  expect(sectionMarkdown(section(written), {})).toContain(written);
});
