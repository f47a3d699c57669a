import type { Command } from "../commands/command.ts";
import { hclTokens, hclTree } from "../formats/hcl.ts";
import { tokenIndexes } from "../formats/tokens.ts";
import type { Source } from "../found-values.ts";
import type { Context } from "../versions-context.ts";
import { commandsInTree } from "./containers.ts";

/** What the containers of a Terraform configuration start, where their definitions stand in it. */
export function commandsInTerraform(source: Source, { shared }: Context): readonly Command[] {
  const tokens = hclTokens(source.text, source.firstLine);
  const places = tokenIndexes(tokens, ({ text }, at) => {
    const [before, next] = [tokens[at - 1]?.text, tokens[at + 1]?.text];
    if (text === "jsonencode") return next === "(";
    return (
      /^[[{]$/.test(text) && before === "=" && tokens[at - 2]?.text === "container_definitions"
    );
  });
  return places.flatMap((at) => {
    const value = hclTree(tokens, tokens[at]?.text === "jsonencode" ? at + 2 : at);
    const { line } = value;
    // One by its name, as the module for a service writes it, is a container like one of a list.
    const items = value.kind === "map" ? value.entries.map((entry) => entry.value) : [];
    const entry = { key: "containerDefinitions", line, value };
    const named = { key: "containers", line, value: { kind: "list" as const, line, items } };
    return commandsInTree({ kind: "map", line, entries: [entry, named] }, source, shared);
  });
}
