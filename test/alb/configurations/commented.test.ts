import { expect, it } from "vitest";
import { groups } from "./cases/all.ts";
import { readingsIn } from "./cases/case.ts";

it("a line that sets a value sets none as a comment, whatever it is written in", () => {
  const marked = Object.values(groups).flatMap((cases) =>
    cases.flatMap(([says, files]) =>
      readingsIn(files).flatMap(({ file, line, side, state, seconds, byDefault }) => {
        const lines = files[file]?.split("\n") ?? [];
        const comment = commented(file, lines[line - 1] ?? "");
        if (byDefault || state === "unknown" || state === "default" || comment === undefined)
          return [];
        const text = lines.map((one, index) => (index === line - 1 ? comment : one)).join("\n");
        return [
          { says, after: { ...files, [file]: text }, of: { file, line, side, state, seconds } },
        ];
      }),
    ),
  );
  expect(marked.length).toBeGreaterThan(150);
  for (const { says, after, of } of marked)
    expect(readingsIn(after), says).not.toContainEqual(expect.objectContaining(of));
});

/** Undefined where the format has no comments. */
function commented(name: string, line: string): string | undefined {
  if (/\.json$/.test(name)) return undefined;
  if (/\.(?:xml|config)$/.test(name)) return `<!-- ${line} -->`;
  return /\.(?:m?[jt]sx?|go|cs|java|kt|scala)$/.test(name) ? `// ${line}` : `# ${line}`;
}
