import { expressionAt, expressionSeconds } from "../formats/expression-value.ts";
import { hclTokens } from "../formats/hcl.ts";
import { baseOf } from "../formats/lines.ts";
import { tokenIndexes } from "../formats/tokens.ts";
import { candidatesOf, type Source, unclear, type Value } from "../found-values.ts";

/**
 * What var.idle is by the files that were given: Terraform takes terraform.tfvars and *.auto.tfvars by itself, another .tfvars where
 * it is named, and the default where nothing sets it. A run may set another value.
 */
export function terraformVariable(name: string, sources: readonly Source[]): Value {
  const terraform = sources.filter(({ as }) => /\.(?:tf|tfvars)$/.test(as.slice(-200)));
  const files = terraform.filter(({ as }) => as.endsWith(".tfvars"));
  const isTaken = ({ as }: Source) => /^terraform\.tfvars$|\.auto\.tfvars$/.test(baseOf(as));
  const [taken, named] = [files.filter(isTaken), files.filter((file) => !isTaken(file))].map(
    (some) => some.flatMap((file) => assigned(name, file)),
  );
  const [only, ...more] = taken ?? [];
  if (only !== undefined && more.length === 0 && named?.length === 0) return only;
  const set = [...(taken ?? []), ...(named ?? [])];
  const without = terraform.flatMap((file) => defaults(name, file));
  return unclear(
    says.variable,
    ...set.flatMap((value) => candidatesOf(says.file, value)),
    ...without.flatMap((value) => candidatesOf(says.fallback, value)),
  );
}

/** idle = 120 at the top of a .tfvars. */
const assigned = (name: string, source: Source): readonly Value[] => {
  const tokens = hclTokens(source.text, source.firstLine);
  return tokenIndexes(
    tokens,
    ({ text, parent }, at) => text === name && parent === -1 && tokens[at + 1]?.text === "=",
  ).map((at) => expressionSeconds(tokens, expressionAt(tokens, at + 2, true), 1, {}));
};

/** variable "idle" { default = 90 } */
function defaults(name: string, source: Source): readonly Value[] {
  const tokens = hclTokens(source.text, source.firstLine);
  const isBlock = (open: number) =>
    tokens[open - 1]?.text === name && tokens[open - 2]?.text === "variable";
  return tokenIndexes(
    tokens,
    ({ text, parent }, at) =>
      text === "default" && parent > 1 && isBlock(parent) && tokens[at + 1]?.text === "=",
  ).map((at) => expressionSeconds(tokens, expressionAt(tokens, at + 2, true), 1, {}));
}

const says = {
  variable: "The value comes from a variable or a template that is not in the text.",
  file: "Stands in a .tfvars file.",
  fallback: "Applies when the variable is not set.",
};
