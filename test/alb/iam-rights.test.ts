import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { fieldRights, probeRights } from "../../src/alb/iam-rights.ts";
import { albProbes } from "../../src/alb/probes/index.ts";
import { allowed } from "../../src/aws/allow-list.ts";

const imports = /^(?:import (?!type\b)|export )[^;]*?from "(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm;
/** They list commands, and send none. */
const lists = /^src\/aws\/(allow-list|pages|iam|describe\/describable)\.ts$/;

/** The files that a module brings along, itself among them. */
function reachedFrom(file: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(file) || lists.test(file) || !existsSync(file)) return reached;
  reached.add(file);
  for (const [, early, late] of readFileSync(file, "utf8").matchAll(imports))
    reachedFrom(join(dirname(file), early ?? late ?? ""), reached);
  return reached;
}

/** The commands that a module may send: they stand as texts in what it brings along. */
function sentBy(file: string): readonly string[] {
  const source = [...reachedFrom(file)].map((one) => readFileSync(one, "utf8")).join("\n");
  return allowed.filter((action) => source.includes(`"${action}"`)).toSorted();
}

const folders = globSync("src/alb/probes/*/look.ts").map((look) => ({
  look,
  id: /id: "([^"]+)"/.exec(readFileSync(join(dirname(look), "probe.ts"), "utf8"))?.[1] ?? "",
}));

it("names each probe of the pack", () => {
  expect(Object.keys(probeRights).sort()).toEqual(albProbes.map(({ id }) => id).sort());
  expect(folders.map(({ id }) => id).sort()).toEqual(Object.keys(probeRights).sort());
});

it.each(folders)(
  "$id may send what its look and all that it brings along send, and nothing else",
  ({ id, look }) => {
    expect([...new Set(probeRights[id])].toSorted()).toEqual(sentBy(look));
  },
);

it("finding a load balancer may send what the inventory sends, and nothing else", () => {
  const rights = [...new Set(fieldRights.loadBalancer)].toSorted();
  expect(rights).toEqual(sentBy("src/alb/inventory/inventory.ts"));
});
