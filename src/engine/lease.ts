import type { Claim, Clock, Store } from "./ports.ts";

/** Renews a claim while its work goes on, and knows whether it still holds. */
export interface LeaseKeeper {
  stillMine(): Promise<boolean>;
  stop(): void;
}

/** Renewal happens at a third of the lease, so that one lost renewal does not lose the claim. */
export function leaseKeeper(
  store: Pick<Store, "renew">,
  claim: Claim,
  clock: Clock,
  leaseMs: number,
): LeaseKeeper {
  const renew = () => store.renew(claim, clock() + leaseMs).catch(() => false);
  const timer = setInterval(renew, leaseMs / 3);
  timer.unref();
  return { stillMine: renew, stop: () => clearInterval(timer) };
}
