import { pageOf } from "./page.ts";

/** The pages that operators read. */
const pages = [
  ...["installing.md", "operating.md", "doctor.md", "alerts.md", "settings.md", "security.md"],
  ...["access-logs.md", "measuring.md", "diagnose.md", "postmortem.md", "backend-logs.md"],
  ...["reading-configurations.md", "README.md"],
];

const programs =
  "handrail|docker|kubectl|systemctl|systemd-run|sqlite3|node|npm|git|pg_dump|pg_restore|aws|install|journalctl|zcat";
const inline = new RegExp(`\`((?:${programs}) [^\`]+)\``, "g");

/** Each command of each page, once: of its blocks of shell and between backticks, without what a comment says. */
export function commandsOf(): readonly (readonly [page: string, command: string])[] {
  const seen = new Set<string>();
  return pages.flatMap((page) =>
    commandsIn(pageOf(page))
      .filter((command) => !seen.has(command) && seen.add(command))
      .map((command) => [page, command] as const),
  );
}

function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(
    ([, kind = "", block = ""]) =>
      block
        .replaceAll(/\\\n\s*/g, "")
        .trim()
        .split("\n")
        .filter((line) => isCommand(kind, line)),
  );
  const prose = text.replaceAll(/^```.*?^```$/gms, "");
  const named = [...prose.matchAll(inline)].map(([, command = ""]) => command);
  return [...blocks, ...named].map((line) => line.replace(/^\$ /, "").replace(/\s+# .*$/, ""));
}

const isCommand = (kind: string, line: string): boolean =>
  kind === "sh" ||
  (kind === "console" && line.startsWith("$ ")) ||
  (kind === "" && new RegExp(`^(?:${programs}) `).test(line));

/** What a line asks of Handrail itself, however it is started; undefined where it asks nothing of it. */
export function wordsFor(command: string): string | undefined {
  const [, words] =
    /(?:^|\| )(?:handrail|npm run -s handrail --|node bin\/handrail\.js) (.+)$/.exec(command) ??
    /(?:handrail\.js|handrail:0\.1\.0) (\w.*)$/.exec(command) ??
    [];
  return words?.replace(/ >.*$/, "");
}
