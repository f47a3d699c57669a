import type { Command } from "commander";
import type { Answers, Json } from "#language";
import { BadConfig, BadInput, NotFound } from "../run/errors.ts";
import { noRegion, type Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** `handrail flows try`, `test`, `record` and `import`: runbooks before the incident. */
export function addRehearsal(flows: Command, terminal: Terminal): void {
  flows
    .command("try <flow>")
    .description("walk a runbook here, as a run would; you say what its probes find")
    .option("--look", "let its probes really look, with the credentials and settings of the bot")
    .option("--fact <name=value>", "answer a question beforehand; several times", collected, {})
    .action((id: string, how: Trying) => tryHere(id, how, terminal));
  flows
    .command("test [flow]")
    .description("walk the cases of the .test.yaml files, and every way of each runbook")
    .action((id: string | undefined) => test(id, terminal));
  flows
    .command("record <run>")
    .description("a run's walk as a case for a .test.yaml file")
    .action((id: string) => record(id, terminal));
  flows
    .command("import <page>")
    .description("a runbook in Markdown or plain text as the draft of one in YAML")
    .action((page: string) => draft(page, terminal));
}

interface Trying {
  readonly look?: true;
  readonly fact: Answers;
}

async function tryHere(id: string, { look, fact }: Trying, terminal: Terminal): Promise<void> {
  const { out, ask, world } = terminal;
  if (ask === undefined || (look && world === undefined))
    throw new BadInput("This needs a terminal: run handrail flows try.");
  const { loadCatalogue } = await import("../load-catalogue.ts");
  const { askedFields } = await import("../language/fields/asked-facts.ts");
  const { tryFlow } = await import("../rehearsal/try-flow.ts");
  const seen = look ? await world?.() : undefined;
  const folder = (await terminal.config(noRegion)).flows;
  const catalogue = await loadCatalogue(folder, seen?.packs);
  const flow = catalogue.find(id);
  const asked = Object.keys(askedFields(flow));
  const odd = Object.keys(fact).find((name) => !asked.includes(name));
  if (odd !== undefined)
    throw new BadInput(
      `--fact ${odd}: ${flow.id} asks for nothing of that name. It asks for: ${asked.join(", ")}.`,
    );
  await tryFlow({ out, ask }, { catalogue, flow, known: fact, probes: seen?.probes });
}

async function test(id: string | undefined, { out, config }: Terminal): Promise<void> {
  const folder = (await config(noRegion)).flows;
  const { loadCatalogue, shippedFolder } = await import("../load-catalogue.ts");
  const { caseFilesIn } = await import("../rehearsal/case-files.ts");
  const { testFlow } = await import("../rehearsal/test-flow.ts");
  const catalogue = await loadCatalogue(folder);
  const read = await Promise.all(
    [shippedFolder, ...(folder === undefined ? [] : [folder])].map(caseFilesIn),
  );
  const files = read.flatMap((one) => one.files);
  const problems = [...read.flatMap((one) => one.problems), ...strays(files, catalogue.flows)];
  const flows = id === undefined ? catalogue.flows : [catalogue.find(id)];
  let failed = problems.length;
  for (const flow of flows) {
    const own = files.filter(({ cases }) => cases.flow === flow.id);
    const tested = await testFlow(catalogue, flow, own);
    for (const line of tested.lines) out(line);
    failed += tested.failed;
  }
  for (const problem of problems) out(problem);
  if (failed > 0)
    throw new BadConfig(
      failed === 1
        ? "One thing is not as it should be; see above."
        : `${failed} things are not as they should be; see above.`,
    );
}

const strays = (
  files: readonly { readonly file: string; readonly cases: { readonly flow: string } }[],
  flows: readonly { readonly id: string }[],
): readonly string[] =>
  files
    .filter(({ cases }) => !flows.some((flow) => flow.id === cases.flow))
    .map(({ file, cases }) => `${file}:1: flow: There is no runbook "${cases.flow}".`);

const record = (id: string, terminal: Terminal): Promise<void> =>
  withStore(terminal, "reading", { deed: "flows record", run: id }, async (store) => {
    const log = await store.load(id);
    if (log.length === 0) throw new NotFound(`There is no run ${id}.`);
    const { loadCatalogue } = await import("../load-catalogue.ts");
    const { foldLog } = await import("../run/fold.ts");
    const { recordCase } = await import("../rehearsal/record-case.ts");
    const run = foldLog(log);
    const catalogue = await loadCatalogue((await terminal.config(noRegion)).flows);
    if (catalogue.gone(run.flow, run.version) !== undefined)
      throw new NotFound(
        `${run.flow}@${run.version} is not among the runbooks here: name its folder in HANDRAIL_FLOWS.`,
      );
    terminal.out(recordCase(catalogue.version(run.flow, run.version), run).replace(/\n$/, ""));
  });

async function draft(page: string, { out, config }: Terminal): Promise<void> {
  const { importMarkdown } = await import("../notation/import-markdown.ts");
  const { readTextFile } = await import("../notation/read-text-file.ts");
  const text = await readTextFile(page).catch((error: NodeJS.ErrnoException) => {
    throw new NotFound(
      `${page} cannot be read${error.code === undefined ? ` (${error.message})` : ""}: name a file.`,
    );
  });
  const { flows } = await config(noRegion);
  out(importMarkdown(text, await schemaFrom(flows)).replace(/\n$/, ""));
}

/** The JSON Schema as a draft in this folder names it: by a path from there within the same project, else by its whole path. */
async function schemaFrom(folder: string | undefined): Promise<string> {
  const { existsSync } = await import("node:fs");
  const { dirname, relative } = await import("node:path");
  const { fileURLToPath } = await import("node:url");
  const { shippedFolder } = await import("../load-catalogue.ts");
  // Two folders above this file, three in the package.
  const places = ["../../", "../../../"].map((up) => `${up}docs/flow.schema.json`);
  const files = places.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const file = files.find((one) => existsSync(one)) ?? files[0] ?? "";
  const isHere = !relative(dirname(dirname(file)), process.cwd()).startsWith("..");
  const near = relative(folder ?? (isHere ? shippedFolder : process.cwd()), file);
  return near.length < file.length ? near : file;
}

/** "queue=orders"; JSON where it is some. */
function collected(typed: string, before: Answers): Answers {
  const at = typed.indexOf("=");
  if (at < 1) throw new BadInput(`“${typed}” is no answer: write name=value.`);
  return { ...before, [typed.slice(0, at)]: parsed(typed.slice(at + 1)) };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
