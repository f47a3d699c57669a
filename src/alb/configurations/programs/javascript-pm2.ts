import { type Command, commandOf } from "../commands/command.ts";
import type { Variable } from "../commands/program-start.ts";
import type { Token } from "../formats/scan.ts";
import { shellWords } from "../formats/shell-words.ts";
import { tokenIndexes } from "../formats/tokens.ts";
import type { Source } from "../found-values.ts";

/** ecosystem.config.js of pm2. */
export const isEcosystem = ({ as }: Source): boolean =>
  /(?:^|\/)(?:ecosystem|pm2)[\w.-]{0,60}\.(?:c|m)?js$/.test(as.slice(-200));

/** What the apps of pm2's ecosystem file start, with their variables. */
export function commandsOfPm2(source: Source, tokens: readonly Token[]): readonly Command[] {
  if (!isEcosystem(source)) return [];
  const scripts = tokenIndexes(tokens, ({ text }, at) => text === "script" && isKey(tokens, at));
  return scripts.map((at) => {
    const app = tokens[at]?.parent ?? -1;
    const script = tokens[at + 2]?.text ?? "";
    const args = textOf(tokens, app, "args") ?? "";
    const interpreter = textOf(tokens, app, "interpreter");
    const program = /\.[cm]?[jt]s$/.test(script) && interpreter !== "none" ? "node " : "";
    const line = tokens[at]?.line ?? source.firstLine;
    const environment = variablesOf(tokens, app);
    return {
      ...commandOf("", source.file, line, environment),
      words: shellWords(`${program}${script} ${args}`, line),
    };
  });
}

const isKey = (tokens: readonly Token[], at: number) => tokens[at + 1]?.text === ":";

function textOf(tokens: readonly Token[], open: number, key: string): string | undefined {
  const at = tokens.findIndex(
    ({ text, parent }, index) => text === key && parent === open && isKey(tokens, index),
  );
  return tokens[at + 2]?.kind === "text" ? tokens[at + 2]?.text : undefined;
}

/** Of env, and of env_production, which the word "production" switches on. */
function variablesOf(tokens: readonly Token[], app: number): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>();
  for (const name of ["env", "env_production"]) {
    const at = tokens.findIndex(
      ({ text, parent }, index) => text === name && parent === app && isKey(tokens, index),
    );
    if (at === -1) continue;
    tokens.forEach((token, index) => {
      if (token.parent !== at + 2 || !isKey(tokens, index)) return;
      const value = tokens[index + 2];
      const isPlain = value?.kind === "text" || value?.kind === "number";
      const text = isPlain ? value.text : "$";
      const variable = { text, line: token.line };
      found.set(token.text, name === "env" ? variable : { ...variable, overridable: true });
    });
  }
  return found;
}
