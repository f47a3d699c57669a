import { openAccounts } from "../aws/accounts.ts";
import { readSettingsFile } from "../config/settings-file/read.ts";
import type { Finding } from "./check.ts";
import { examineSetup } from "./doctor.ts";
import { readAsked } from "./manifest.ts";

/** Looks at this machine with the settings of this process, all but the checks of these names. */
export async function* examineHere(without: readonly string[] = []): AsyncGenerator<Finding> {
  const { env, versions } = process;
  const accounts = (config: Parameters<typeof openAccounts>[0]) => openAccounts(config).all;
  const around = {
    asked: { ...readAsked(), flows: flowsHere },
    accounts,
    stated: statedHere,
    clock: Date.now,
    without,
  };
  const file = await readSettingsFile(env);
  yield* examineSetup({ env, file, nodeVersion: versions.node, ...around });
}

/** Loaded where a rule names one. */
const flowsHere = async (): Promise<readonly string[]> =>
  (await loaded()).flows.map(({ id }) => id);

async function statedHere(): Promise<readonly string[]> {
  const { flowsRights } = await import("../iam-policy.ts");
  const { flows, known } = await loaded();
  return flowsRights(flows, known.signatures);
}

async function loaded() {
  const { shippedPacks, loadCatalogue } = await import("../load-catalogue.ts");
  return {
    known: shippedPacks,
    flows: (await loadCatalogue(process.env.HANDRAIL_FLOWS || undefined)).flows,
  };
}
