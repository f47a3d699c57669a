import { openAccounts } from "../aws/accounts.ts";
import { readSettingsFile } from "../config/settings-file/read.ts";
import type { Finding } from "./checks.ts";
import { diagnose } from "./doctor.ts";
import { readAsked } from "./manifest.ts";

/** Looks at this machine with the settings of this process, all but the checks of these names. */
export async function* examineHere(without: readonly string[] = []): AsyncGenerator<Finding> {
  const { env, versions } = process;
  const accounts = (config: Parameters<typeof openAccounts>[0]) => openAccounts(config).all;
  const around = {
    asked: { ...readAsked(), flows: flowsHere },
    accounts,
    clock: Date.now,
    without,
  };
  const file = await readSettingsFile(env);
  yield* diagnose({ env, file, nodeVersion: versions.node, ...around });
}

/** Loaded where a rule names one. */
async function flowsHere(): Promise<readonly string[]> {
  const { loadCatalogue } = await import("../load-catalogue.ts");
  const { flows } = await loadCatalogue(process.env.HANDRAIL_FLOWS || undefined);
  return flows.map(({ id }) => id);
}
