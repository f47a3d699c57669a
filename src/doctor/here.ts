import { openAccounts } from "../aws/accounts.ts";
import type { Finding } from "./checks.ts";
import { diagnose } from "./doctor.ts";
import { readAsked } from "./manifest.ts";

/** Looks at this machine with the settings of this process, all but the checks of these names. */
export function examineHere(without: readonly string[] = []): AsyncGenerator<Finding> {
  const { env, versions } = process;
  const accounts = (config: Parameters<typeof openAccounts>[0]) => openAccounts(config).all;
  const around = { asked: readAsked(), accounts, clock: Date.now, without };
  return diagnose({ env, nodeVersion: versions.node, ...around });
}
