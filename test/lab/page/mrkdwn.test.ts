import { describe, expect, it } from "vitest";
import { type Piece, parseMrkdwn, safeUrl } from "../../../lab/page/web/text/mrkdwn.ts";

const text = (words: string): Piece => ({ kind: "text", text: words });
const bold = (...pieces: readonly Piece[]): Piece => ({ kind: "bold", pieces });

describe("mrkdwn", () => {
  it.each<[string, readonly Piece[]]>([
    ["*bold* words", [bold(text("bold")), text(" words")]],
    ["_slanted_", [{ kind: "italic", pieces: [text("slanted")] }]],
    ["~gone~", [{ kind: "strike", pieces: [text("gone")] }]],
    ["*a _b_*", [bold(text("a "), { kind: "italic", pieces: [text("b")] })]],
    ["`a *b*`", [{ kind: "code", pieces: [text("a *b*")] }]],
    ["```x\n*y*```z", [{ kind: "preformatted", pieces: [text("x\n*y*")] }, text("z")]],
    [
      "before\n&gt; said\n&gt; more\nafter",
      [text("before\n"), { kind: "quote", pieces: [text("said\nmore")] }, text("after")],
    ],
    ["<@U1> in <#C1|ops>", [user("U1"), text(" in "), channel("C1", "ops")]],
    ["<https://a.example|site>", [{ kind: "link", url: "https://a.example", label: "site" }]],
    ["<!here>", [{ kind: "mention", text: "@here" }]],
    ["<!date^1764&lt;|x>", [{ kind: "text", text: "x" }]],
    [
      "<!date^1764000000^{time}|16:00>",
      [{ kind: "date", seconds: 1_764_000_000, format: "{time}", fallback: "16:00" }],
    ],
  ])("reads %j", (source, pieces) => {
    expect(parseMrkdwn(source)).toEqual(pieces);
  });

  it.each(["2 * 3 * 4", "snake_case_name", "a*b*c", "* not bold *", "1 ~ 2 ~ 3"])(
    "leaves %j alone",
    (source) => {
      expect(parseMrkdwn(source)).toEqual([text(source)]);
    },
  );

  it("shows escaped signs as signs, once", () => {
    expect(parseMrkdwn("&lt;b&gt; &amp;lt;")).toEqual([text("<b> &lt;")]);
  });

  it("keeps the characters of any text", () => {
    const source = "a *b* _c_ `d` ~e~ **x** __y__ *_z_*";
    expect(words(parseMrkdwn(source))).toBe("a b c d e **x** __y__ z");
  });
});

describe("a link", () => {
  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "no address"])(
    "to %j is not followed",
    (url) => {
      expect(safeUrl(url)).toBeUndefined();
    },
  );

  it.each(["https://a.example/?b=c", "http://127.0.0.1:8080/", "mailto:a@b.example"])(
    "to %j is",
    (url) => {
      expect(safeUrl(url)).toBe(url);
    },
  );
});

function user(id: string): Piece {
  return { kind: "user", id, label: undefined };
}

function channel(id: string, label: string): Piece {
  return { kind: "channel", id, label };
}

const words = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => ("pieces" in piece ? words(piece.pieces) : "text" in piece ? piece.text : ""))
    .join("");
