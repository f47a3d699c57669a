import { join } from "node:path";
import { wordingPattern, wordings } from "../../src/alb/backend-logs/wordings.ts";
import { namingOf } from "../../src/slack/requests/commands/mentions.ts";
import { expressionsIn, type Written } from "./literals.ts";

/** Every expression that is built at run time, from words that are ours. */
export const built: { readonly [file: string]: readonly RegExp[] } = {
  "alb/backend-logs/wordings.ts": wordings.map(wordingPattern),
  "alb/configurations/programs/javascript-defaults.ts": [/^(?:[fF]astify|FastifyAdapter)$/],
  "config/settings-file/shape.ts": [/^[CG][A-Z0-9]{2,30}$/, /^[UWS][A-Z0-9]{2,30}$/],
  "slack/requests/commands/mentions.ts": [namingOf("U0123456789")],
};

const folder = join(import.meta.dirname, "../../src");
const nameOf = (file: string) => file.slice(folder.length + 1);
const found = expressionsIn(folder);

/** The files of `src` that build expressions. */
export const building = found.building.map(nameOf);

/** Every expression of `src`, built ones included. */
export const all: readonly Written[] = [
  ...found.literals.map((one) => ({ ...one, file: nameOf(one.file) })),
  ...Object.entries(built).flatMap(([file, expressions]) =>
    expressions.map(({ source, flags }) => ({ pattern: source, flags, file, line: 0 })),
  ),
];
