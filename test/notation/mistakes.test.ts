import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/load-catalogue.ts";
import { mistakes } from "./mistakes.ts";
import { moreMistakes } from "./more-mistakes.ts";

const example = await readFile(
  join(import.meta.dirname, "../../docs/examples/sqs-backlog.yaml"),
  "utf8",
);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-yaml-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function brokenIn(text: string, name = "backlog.yaml"): Promise<string> {
  await writeFile(join(folder, name), text);
  const { broken } = await loadCatalogue(folder);
  return broken.flatMap(({ problems }) => problems).join("\n");
}

/** The line on which this text stands in the example. */
const lineOf = (part: string): number => example.slice(0, example.indexOf(part)).split("\n").length;

describe("a runbook in YAML", () => {
  it("is the same object, and can be walked", async () => {
    expect(await brokenIn(example)).toBe("");
    const { find } = await loadCatalogue(folder);
    expect(find("sqs-backlog").steps.backlog?.probe).toMatchObject({ kind: "cloudwatch.metric" });
  });

  it("is found in folders below, and its retired versions beside them", async () => {
    await mkdir(join(folder, "queues/retired"), { recursive: true });
    await writeFile(
      join(folder, "queues/backlog.yml"),
      example.replace("version: 1", "version: 2"),
    );
    await writeFile(join(folder, "queues/retired/backlog-1.yaml"), example);
    const catalogue = await loadCatalogue(folder);
    expect(catalogue.broken).toEqual([]);
    expect(catalogue.find("sqs-backlog").version).toBe(2);
    expect(catalogue.gone("sqs-backlog", 1)).toBeUndefined();
  });

  it.each([...mistakes, ...moreMistakes])(
    "is refused for %s, with its line and what to write",
    async (_, from, to, says) => {
      expect(example).toContain(from);
      const problems = await brokenIn(example.replace(from, () => to));
      expect(problems).toMatch(says);
      expect(problems).toMatch(/^\S+backlog\.yaml:\d+: /);
    },
  );

  it("names the line on which the mistake stands", async () => {
    const line = lineOf("over: 15m");
    expect(await brokenIn(example.replace("over: 15m", "over: 15 minutes"))).toContain(
      `backlog.yaml:${line}: backlog.probe.over: `,
    );
    const label = lineOf("to: concurrency");
    expect(await brokenIn(example.replace("to: concurrency", "to: nowhere"))).toContain(
      `backlog.yaml:${label}: throttles.throttled: `,
    );
  });

  it("names the first line for what is not there at all", async () => {
    for (const gone of ["id: sqs-backlog\n", "start: backlog\n", "version: 1\n"])
      expect(await brokenIn(example.replace(gone, ""))).toMatch(/backlog\.yaml:1: /);
  });

  it.each(["$queue", `$\{queue}`, "<queue>", "%queue%", "{queue"])(
    "is refused for a fact that is written %s, as elsewhere",
    async (written) => {
      const text = example.replace("what the team promises", () => `for ${written} at most`);
      expect(await brokenIn(text)).toContain(`${written} stays as it is: write {queue}.`);
    },
  );

  it("is refused for a loop back to an end", async () => {
    const text = example.replace("again: throttles", "again: handedOver");
    expect(await brokenIn(text)).toContain('"handedOver" is an end');
  });

  it.each(["https://a:b@shop.example/", "http://169.254.169.254/latest", "http://[::1]/x"])(
    "is refused for an address that is never asked: %s",
    async (url) => {
      const probe = `kind: http.check\n      url: ${JSON.stringify(url)}\n      findings: { late: ms > 1, fine: else }`;
      const text = example.replace(/kind: cloudwatch\.metric[\s\S]*?fine: else/, () => probe);
      expect(await brokenIn(text)).toMatch(
        /probe\.url: (An address holds no|Handrail connects to no)/,
      );
    },
  );

  it("takes yes, no and on for words, as YAML 1.2 does", async () => {
    const text = example.replaceAll("not-mine", "no");
    expect(await brokenIn(text)).toBe("");
  });
});
