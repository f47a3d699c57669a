import type { Clock } from "../engine/ports.ts";
import type { Account } from "./aws/account.ts";
import { readBalancers } from "./aws/balancer.ts";
import { AwsProblem } from "./aws/problems.ts";
import type { Named } from "./names.ts";

/** A load balancer of an account. */
export interface Known extends Named {
  /** application, network or gateway. */
  readonly type: string;
  readonly region: string;
  readonly account?: string;
}

/** The load balancers of one account and region, remembered. */
export interface Inventory {
  /** Rejects with AwsProblem while nothing was ever read, also when the signal ends first. */
  read(signal: AbortSignal): Promise<readonly Known[]>;
}

/**
 * Remembers the load balancers of an account, because Describe calls are rationed for all its users: for a minute as they are, after
 * that still at once while they are read anew in the background.
 */
export function createInventory(account: Account, clock: Clock): Inventory {
  let held: { readonly at: number; readonly known: readonly Known[] } | undefined;
  let reading: Promise<readonly Known[]> | undefined;
  const refresh = () => {
    reading ??= readKnown(account)
      .then((known) => {
        held = { at: clock(), known };
        return known;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  return {
    async read(signal) {
      if (held === undefined) return beforeEnd(refresh(), signal, account.region);
      // A failed refresh is not the business of this responder, who has an answer; the next one tries again.
      if (clock() - held.at >= freshMs) refresh().catch(() => undefined);
      return held.known;
    },
  };
}

const freshMs = 60_000;

/** Reading goes on for the next responder when this one cannot wait any longer. */
async function readKnown(account: Account): Promise<readonly Known[]> {
  const { balancers, others } = await readBalancers(account, AbortSignal.timeout(60_000));
  const { region, id } = account;
  const where = { region, ...(id === undefined ? {} : { account: id }) };
  return [
    ...balancers.map(({ name, arn, dnsName }) => ({
      name,
      arn,
      dnsName,
      type: "application",
      ...where,
    })),
    ...others.map((other) => ({ ...other, ...where })),
  ];
}

function beforeEnd<T>(reading: Promise<T>, signal: AbortSignal, region: string): Promise<T> {
  const late = () =>
    new AwsProblem("cancelled", `AWS in ${region} did not list its load balancers in time.`);
  return new Promise((resolve, reject) => {
    const end = () => reject(late());
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
    reading.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}
