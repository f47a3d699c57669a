import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flowJsonSchema } from "../../src/notation/flow-shape.ts";
import { signatures } from "../probes.ts";

const names = [...signatures.values()].flatMap(({ id, generic }) => (generic ? [] : [id]));
const docs = join(import.meta.dirname, "../../docs");

it("publishes the schema that flows are held to", async () => {
  const published = JSON.parse(await readFile(join(docs, "flow.schema.json"), "utf8"));
  expect(published, "Run `npm run docs`.").toEqual(
    JSON.parse(JSON.stringify(flowJsonSchema(names))),
  );
});

it("knows the kinds of probes and what each takes", () => {
  const text = JSON.stringify(flowJsonSchema(names));
  for (const word of [
    "cloudwatch.metric",
    "dimensions",
    "paste",
    "pairs",
    "another",
    "alb.pattern",
  ])
    expect(text).toContain(`"${word}"`);
});
