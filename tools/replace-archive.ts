import { copyFileSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

// After `npm pack`: puts the archive that pack.ts made in the place of npm's own, which has the package.json of the checkout.
const root = join(import.meta.dirname, "..");
const { npm_config_dry_run, npm_config_pack_destination = ".", INIT_CWD = root } = process.env;
const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const archive = `${name}-${version}.tgz`;

if (npm_config_dry_run !== "true")
  copyFileSync(
    join(root, "dist", archive),
    join(resolve(INIT_CWD, npm_config_pack_destination), archive),
  );
