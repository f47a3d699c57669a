import { openAccounts } from "../aws/accounts.ts";
import type { Finding } from "./checks.ts";
import { diagnose } from "./doctor.ts";
import { readAsked } from "./manifest.ts";

/** Looks at this machine with the settings of this process. */
export function examineHere(): AsyncGenerator<Finding> {
  const { env, versions } = process;
  const accounts = (config: Parameters<typeof openAccounts>[0]) => openAccounts(config).all;
  return diagnose({
    env,
    nodeVersion: versions.node,
    asked: readAsked(),
    accounts,
    clock: Date.now,
  });
}
