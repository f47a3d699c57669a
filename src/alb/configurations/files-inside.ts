import { child, entriesOf, itemsOf, mapsOf, type Tree, textOf } from "./formats/tree.ts";
import type { Source } from "./found-values.ts";
import type { FileKind } from "./recognise/kind.ts";
import { kindByStructure } from "./recognise/structure.ts";
import { filesInManifest } from "./wrappers/manifests.ts";
import { readScript } from "./wrappers/script.ts";

/** The files that a file carries or writes: in a manifest, a script, an image's build or a text of a program. */
export function filesInside(
  source: Source,
  kind: FileKind,
  trees: readonly Tree[],
): readonly Source[] {
  if (kind === "script" || kind === "dockerfile") return readScript(source).files;
  if (kind === "python" || kind === "terraform") {
    const texts = kind === "python" ? textsIn(source) : readScript(source).texts;
    return texts.filter(isConfiguration);
  }
  return trees.flatMap((tree) => [...filesInManifest(tree, source), ...writtenBy(tree, source)]);
}

/** A text within a program counts only where it is built as one server's configuration. */
const isConfiguration = ({ text }: Source) =>
  /^(?:nginx|haproxy|apache|caddyfile|script|yaml|json)$/.test(kindByStructure(text));

/**
 * Files that a tool writes to a machine: cloud-init's write_files, .ebextensions and AWS::CloudFormation::Init, Ansible's copy and
 * blockinfile; patches of Kustomize; and the commands that some of them run.
 */
function writtenBy(tree: Tree, { file }: Source): readonly Source[] {
  return [...mapsOf(tree)].flatMap((map) => {
    const named = [pathKeys, contentKeys].map((keys) =>
      keys.map((key) => child(map, key)?.value).find((value) => textOf(value) !== undefined),
    );
    const [path, content] = named;
    const own = textOf(path) === undefined ? [] : [inner(file, textOf(path) ?? "", content)];
    const patch = inner(file, "patch.yaml", child(map, "patch")?.value);
    const keyed = entriesOf(map).flatMap(({ key, value }) =>
      key.includes("/") || key.includes(".")
        ? [inner(file, key, child(value, "content")?.value)]
        : [],
    );
    return [...own, patch, ...keyed, ...commandsRun(map, file)].flatMap((source) => source ?? []);
  });
}

const pathKeys = ["path", "dest", "destination", "filename"];
const contentKeys = ["content", "block", "line"];

function inner(file: string, as: string, content: Tree | undefined): Source | undefined {
  if (content?.kind !== "scalar" || content.text.length < shortestFile) return undefined;
  return { file, as, text: content.text, firstLine: content.contentLine };
}

/** cloud-init's runcmd, the commands of .ebextensions, and a machine's UserData. */
function commandsRun(map: Tree, file: string): readonly (Source | undefined)[] {
  const run = itemsOf(child(map, "runcmd")?.value);
  const named = ["commands", "container_commands"].flatMap((key) =>
    entriesOf(child(map, key)?.value).map(({ value }) => child(value, "command")?.value),
  );
  const data = child(map, "UserData")?.value;
  const machine = data?.kind === "scalar" ? data : child(data, "Fn::Base64")?.value;
  const texts = [...run, ...named, machine, child(machine, "Fn::Sub")?.value];
  return texts.map((content) => inner(file, "commands.sh", content));
}

/** Shorter ones are single settings. */
const shortestFile = 8;

/** The texts in three quotes of a Python file that go over several lines. */
function textsIn({ file, text, firstLine }: Source): readonly Source[] {
  const found: Source[] = [];
  let line = firstLine;
  let counted = 0;
  for (let at = 0; at < text.length && found.length < mostTexts; ) {
    const quote = ['"""', "'''"]
      .map((mark) => ({ mark, at: text.indexOf(mark, at) }))
      .filter((one) => one.at !== -1)
      .sort((one, other) => one.at - other.at)[0];
    if (quote === undefined) break;
    const start = quote.at + 3;
    const end = text.indexOf(quote.mark, start);
    if (end === -1) break;
    line += newlines(text.slice(counted, start));
    counted = start;
    const inner = text.slice(start, end);
    if (inner.includes("\n")) found.push({ file, as: "text", text: inner, firstLine: line });
    at = end + 3;
  }
  return found;
}

const newlines = (text: string) => text.split("\n").length - 1;
const mostTexts = 50;
