import type { Account } from "../aws/account.ts";
import { AwsProblem } from "../aws/problems.ts";
import type { Clock } from "../engine/ports.ts";
import { readBalancers } from "./balancer.ts";
import type { Named } from "./probes/name-match.ts";

/** A load balancer of an account. */
export interface Known extends Named {
  /** application, network or gateway. */
  readonly type: string;
  readonly region: string;
  readonly account?: string;
}

/** The load balancers of one account and region, remembered. */
export interface Inventory {
  /** As they were at most a minute ago. Rejects with AwsProblem when AWS does not tell, also when the signal ends first. */
  read(signal: AbortSignal): Promise<readonly Known[]>;
  /** As they were when they were last read, however long ago; empty before. */
  last(): readonly Known[];
}

/**
 * Remembers the load balancers of an account for a minute, because Describe calls are rationed for all its users. An older list is no
 * answer: what it lacks may have been made since, and what it holds may be gone.
 */
export function createInventory(account: Account, clock: Clock): Inventory {
  let held: { readonly at: number; readonly known: readonly Known[] } | undefined;
  let reading: Promise<readonly Known[]> | undefined;
  const refresh = () => {
    const asked = clock();
    reading ??= readKnown(account)
      .then((known) => {
        held = { at: asked, known };
        return known;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  return {
    async read(signal) {
      if (held !== undefined && clock() - held.at < freshMs) return held.known;
      return beforeEnd(refresh(), signal, account.region);
    },
    last: () => held?.known ?? [],
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
