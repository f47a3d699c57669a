import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Evidence } from "#flow";
import { scenarios } from "../../lab/scenarios/index.ts";
import type { Run } from "../../src/run/run.ts";
import { walk } from "../scenarios/walk.ts";
import { everything } from "./everything.ts";
import { history, pageOf } from "./logs.ts";

// `npm run history`: writes logs as the version in package.json writes them, and the postmortems of every log that is kept.
// Logs of versions that are released stay as they are.
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
);
const folder = join(import.meta.dirname, version);
const walked = ["keepalive-race", "connect-refused", "lambda-error", "no-targets", "tls-fails"];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const seen = new Map<string, Evidence>();
for (const scenario of scenarios.filter(({ name }) => walked.includes(name))) {
  const { run } = await walk(scenario, 1);
  for (const { evidence } of run.visits)
    if (evidence && !seen.has(evidence.probe))
      seen.set(evidence.probe, { ...evidence, facts: null });
  keep(scenario.name, run);
}
keep("everything", await everything(seen));
for (const { name, log } of history())
  writeFileSync(join(import.meta.dirname, `${name}.md`), pageOf(log));

function keep(name: string, { flow, version, log }: Run): void {
  const lines = log.map((event) => `${JSON.stringify(event)}\n`).join("");
  // The door listens where there is room, so that each walk would be written with another port.
  const text = lines.replaceAll(/127\.0\.0\.1:\d+/g, "shop.example");
  writeFileSync(join(folder, `${flow}@${version}.${name}.jsonl`), text);
}
