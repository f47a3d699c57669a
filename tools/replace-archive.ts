import { copyFileSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

// After `npm pack`: puts the archive that pack.ts made in the place of npm's own, which has the package.json of the checkout.
const root = join(import.meta.dirname, "..");
const { npm_config_dry_run, npm_config_pack_destination = ".", INIT_CWD = root } = process.env;
const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const archive = `${name}-${version}.tgz`;

if (npm_config_dry_run !== "true") {
  const to = join(resolve(INIT_CWD, npm_config_pack_destination), archive);
  copyFileSync(join(root, "dist", archive), to);
  const megabytes = (statSync(to).size / 1_000_000).toFixed(1);
  console.error(`${archive} is the bundled program, ${megabytes} MB; npm lists the checkout here.`);
}
