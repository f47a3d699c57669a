import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownOutline, mermaidDiagram } from "#flow";
import { flows } from "../flows/index.ts";
import { iamPolicy } from "../src/aws/iam.ts";
import { settingsJsonSchema } from "../src/config/settings-file/shape.ts";
import { shippedPacks } from "../src/load-catalogue.ts";
import { flowJsonSchema } from "../src/notation/flow-shape.ts";
import { readerTemplate, terraformActions } from "./roles.ts";

// `npm run docs`: writes what is drawn from the code, so that the tests that compare them pass.
const root = join(import.meta.dirname, "..");
const write = (name: string, text: string) => writeFileSync(join(root, name), text);

for (const flow of flows) {
  const name = `docs/flows/${flow.id}@${flow.version}`;
  write(`${name}.mmd`, mermaidDiagram(flow));
  write(`${name}.md`, markdownOutline(flow, shippedPacks.signatures));
}
const packProbes = [...shippedPacks.signatures.values()].flatMap(({ id, generic }) =>
  generic ? [] : [id],
);
write("docs/flow.schema.json", `${JSON.stringify(flowJsonSchema(packProbes), null, 2)}\n`);
write("docs/settings.schema.json", `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
write("deploy/terraform/reader/actions.json", terraformActions());
write("deploy/cloudformation/reader.yaml", readerTemplate());
write("docs/aws-policy.json", `${JSON.stringify(iamPolicy(), null, 2)}\n`);
const readme = readFileSync(join(root, "README.md"), "utf8");
const [first] = flows;
const newest = `docs/flows/alb-502-keepalive@${first?.version}`;
write("README.md", readme.replaceAll(/docs\/flows\/alb-502-keepalive@\d+/g, newest));
