import { byId } from "#language";
import { createAlbFields } from "./alb/fields/index.ts";
import { createProbes } from "./alb/probes/create-probes.ts";
import { createResolve } from "./alb/resolve-load-balancer.ts";
import { openAccounts } from "./aws/accounts.ts";
import type { ProbedWorld } from "./cli/terminal.ts";
import type { CommonConfig } from "./config/config.ts";
import type { Probe } from "./engine/ports.ts";
import { createShippedPacks } from "./load-catalogue.ts";
import { createGenericProbes } from "./probes/index.ts";

/** What the bot would ask the world, without the bot: names, and looks that send no requests of their own. */
export function lookHere(config: CommonConfig): ProbedWorld {
  const accounts = openAccounts(config);
  const resolve = createResolve({ accounts: accounts.all, clock: Date.now });
  const probes = createProbes({ accountFor: accounts.for, options: config });
  const generic = createGenericProbes({ accounts, options: config });
  return {
    packs: createShippedPacks(createAlbFields({ resolve })),
    probes: byId<Probe>([...Object.values(probes), ...generic]),
  };
}
