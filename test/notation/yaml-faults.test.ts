import { expect, it } from "vitest";
import { readYaml } from "../../src/notation/read-yaml.ts";
import { effort } from "../effort.ts";

it.each<readonly [string, string, number, RegExp]>([
  [
    "a fact where a text begins",
    "a:\n  title: {queue} is full\n",
    2,
    /with \{queue\} in it is quoted/,
  ],
  ["a fact between braces", "a: { label: Look at {queue}, to: b }\nb: c\n", 1, /with \{queue\}/],
  ["a colon in a text", "a:\n  label: Throttled: look\n  b: c\n", 2, /with a colon and a blank/],
  ["a colon in a text between braces", "a: { label: one: two, to: b }\n", 1, /with a colon in it/],
  ["a comma that is missing", "a: { b: c d: e }\n", 1, /a comma stands between each/],
  ["a comma in a text between braces", "a: { label: one, two }\n", 1, /“two” stands alone/],
  ["a tab", "a:\n\tb: c\n", 2, /A tab indents it/],
  ["a name that stands twice", "a: 1\nb: 2\na: 3\n", 3, /“a” stands twice/],
  ["a line that is indented further", "a:\n  b: c\n   d: e\n", 2, /indented further/],
  ["a line that is indented less", "a:\n    b: c\n  d: e\n", 3, /another column/],
  ["a quote that is not closed", 'a: x\nb: "y\nc: d\n', 2, /A quote is not closed/],
  ["an apostrophe in single quotes", "a: 'it's down'\nb: c\n", 1, /quote the whole text/],
  ["more behind a quote", "a: \"x\" || 'y'\n", 1, /quote the whole text/],
  ["a text that begins with a sign", "a: @here\n", 1, /begins with a sign/],
  ["a text that begins with a star", "a: *all\n", 1, /begins with a sign/],
  ["a text that begins with an exclamation mark", "a: !now\n", 1, /begins with a sign/],
  ["a backslash in double quotes", 'a: "\\d+"\n', 1, /single quotes/],
  ["two documents", "a: b\n---\nc: d\n", 2, /belongs in a file of its own/],
  ["a colon without its blank", "a:\n  to:b\n  c: d\n", 2, /a colon and a blank between/],
  ["a brace that is not closed", "a: { b: c\nd: e\n", 2, /close each brace/],
  ["a name that is a map", "? [a]\n: b\n", 1, /A name is a word/],
  ["a text that a comment cuts", "a: ask #ops for it\n", 1, /“#ops for it” is no part/],
  ["blanks from a web page", "a:\n\u00a0\u00a0b: c\n", 2, /no plain one indents it/],
])("names %s with its line and what to write", (_, text, line, says) => {
  const { problems } = readYaml(text);
  expect(problems).toEqual([{ where: String(line), says: expect.stringMatching(says) }]);
});

it("names mistakes that do not follow from each other, and no other ones", () => {
  const { problems } = readYaml("a: 1\na: 2\nb: @x\nc: { d: {queue} x, e: f }\ng: h\ni: j\n");
  expect(problems.map(({ where }) => where)).toEqual(["2", "3"]);
});

it.each([
  ["a byte order mark", "\ufeffa: b\n"],
  ["lines that end as in Windows", "a: b\r\n"],
  ["a comment behind a text", "a: b # why\n"],
  ["a part that is stated once and used twice", "x: &x\n  a: b\ny:\n  <<: *x\n"],
])("takes %s", (_, text) => {
  expect(readYaml(text)).toMatchObject({ problems: [] });
});

it("finds a name that stands twice among many, in time in proportion to them", () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `k${at}: 1`);
  const began = process.cpuUsage();
  const { problems } = readYaml([...names, "k7: 2"].join("\n"));
  expect(problems).toEqual([
    { where: "10001", says: expect.stringContaining("“k7” stands twice") },
  ]);
  // Comparing each with each takes many times as long.
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(3_000);
});

it("lets << stand twice, for it is no name", () => {
  const { data, problems } = readYaml("a: &a { x: 1 }\nb: &b { y: 2 }\nc:\n  <<: *a\n  <<: *b\n");
  expect(problems).toEqual([]);
  expect(data).toMatchObject({ c: { x: 1, y: 2 } });
});

it.each([
  ["steps: &s\n  a: *s\n", "2", /would never end/],
  ["&a [*a]", "1", /would never end/],
  [bomb(4), "1", /alias/i],
])("names what would grow without end: %j", (text, where, says) => {
  expect(readYaml(text).problems).toEqual([{ where, says: expect.stringMatching(says) }]);
});

const each = (count: number, written: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => written(at));

it.each([
  ["maps merged into maps", ["a: &a {x: 1}", ...each(3_000, (at) => `k${at}: {<<: *a}`)]],
  [
    "each map merged into the next",
    ["k0: &k0 {a0: 1}", ...each(2_000, (at) => `k${at + 1}: &k${at + 1} {<<: *k${at}, b${at}: 1}`)],
  ],
  ["one map merged in many times", ["a: &a {x: 1}", `b: {<<: [${each(20_000, () => "*a")}]}`]],
  ["aliases of one text", ["a: &a x", `b: [${each(20_000, () => "*a")}]`]],
  [
    "a long map merged in often",
    [`a: &a {${each(7_000, (at) => `k${at}: 1`)}}`, ...each(45, (at) => `b${at}: {<<: *a}`)],
  ],
  ["a hundred thousand faults", ["{a}".repeat(33_000)]],
  ["a name again and again in one line", [`{${each(45_000, () => "a")}}`]],
  ["a name again and again in lines of its own", each(19_000, () => "a: 1")],
])("reads %s, or says what is wrong, in time", (_, lines) => {
  const text = lines.join("\n");
  expect(text.length).toBeLessThan(100_000);
  // What looks through all of the text for each place takes a minute and more.
  expect(effort(() => readYaml(text), 1)).toBeLessThan(5_000);
});

it("says of a long map that is merged in often that it is to be written out, before it is copied", () => {
  const long = `a: &a {${each(2_000, (at) => `k${at}: 1`)}}`;
  const merged = (times: number) => [long, ...each(times, (at) => `b${at}: {<<: *a}`)].join("\n");
  expect(readYaml(merged(2)).problems).toEqual([]);
  expect(readYaml(merged(3)).problems).toEqual([
    { where: "4", says: expect.stringContaining("for 5000 names in all: write it out") },
  ]);
});

/** Nine times nine times nine of the same. */
function bomb(levels: number): string {
  const nine = (one: string) => `[${Array(9).fill(one).join(", ")}]`;
  const rest = Array.from(
    { length: levels },
    (_, at) => `a${at + 1}: &a${at + 1} ${nine(`*a${at}`)}`,
  );
  return [`a0: &a0 ${nine("x")}`, ...rest].join("\n");
}
