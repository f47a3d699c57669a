import type { Account } from "../../aws/account.ts";
import { AwsProblem } from "../../aws/aws-problem.ts";
import type { Clock } from "../../engine/ports.ts";
import { readBalancers } from "../balancer.ts";
import type { NamedResource } from "../probes/name-match.ts";
import { type Details, readDetails } from "./details.ts";

/** A load balancer of an account, with its hosts and tags as soon as they were read. */
export interface KnownBalancer extends NamedResource, Partial<Details> {
  /** application, network or gateway. */
  readonly type: string;
  readonly region: string;
  readonly account?: string;
  /** What people call the account. */
  readonly accountName: string;
}

/** The load balancers of one account and region, remembered. */
export interface Inventory {
  /** As they were at most a minute ago. Rejects with AwsProblem when AWS does not tell, also when the signal ends first. */
  read(signal: AbortSignal): Promise<readonly KnownBalancer[]>;
  /** As they were when they were last read, however long ago; empty before. */
  last(): readonly KnownBalancer[];
  /** Reads them where that was not tried for a minute. Never rejects. */
  revive(signal: AbortSignal): Promise<void>;
  /** Why they could not be read when that was last tried, and of which account. */
  trouble(): { readonly name: string; readonly problem: AwsProblem } | undefined;
  /** Reads them, and what else they are known by where that was read half an hour ago or earlier. Rejects with AwsProblem. */
  refresh(signal: AbortSignal): Promise<void>;
}

/**
 * Remembers the load balancers of an account for a minute, because Describe calls are rationed for all its users. An older list is no
 * answer: what it lacks may have been made since, and what it holds may be gone.
 */
export function createInventory(account: Account, clock: Clock): Inventory {
  const list = createList(account, clock);
  const details = new Map<string, Partial<Details>>();
  let detailedAt: number | undefined;
  const note = (arn: string, more: Partial<Details>) =>
    void details.set(arn, { ...details.get(arn), ...more });
  const detailed = (known: readonly KnownBalancer[]) =>
    known.map((one) => ({ ...one, ...details.get(one.arn) }));
  return {
    read: async (signal) => detailed(await list.read(signal)),
    last: () => detailed(list.last()),
    trouble: list.trouble,
    revive: list.revive,
    refresh: async (signal) => {
      const known = await list.read(signal);
      if (detailedAt !== undefined && Math.abs(clock() - detailedAt) < detailsMs) return;
      detailedAt = clock();
      const arns = known.filter(({ type }) => type === "application").map(({ arn }) => arn);
      await readDetails(account, arns, note, signal);
    },
  };
}

const freshMs = 60_000;
const detailsMs = 30 * 60_000;

function createList(account: Account, clock: Clock): Omit<Inventory, "refresh"> {
  let held: { readonly at: number; readonly known: readonly KnownBalancer[] } | undefined;
  let reading: Promise<readonly KnownBalancer[]> | undefined;
  let trouble: ReturnType<Inventory["trouble"]>;
  let triedAt = Number.NEGATIVE_INFINITY;
  const refresh = () => {
    const asked = clock();
    reading ??= readKnown(account)
      .then((known) => {
        [held, trouble] = [{ at: asked, known }, undefined];
        return known;
      })
      .catch((error: unknown) => {
        if (error instanceof AwsProblem) trouble = { name: account.name, problem: error };
        throw error;
      })
      .finally(() => {
        [reading, triedAt] = [undefined, asked];
      });
    return reading;
  };
  return {
    async read(signal) {
      if (held !== undefined && Math.abs(clock() - held.at) < freshMs) return held.known;
      return beforeEnd(refresh(), signal, account.region);
    },
    revive: async (signal) => {
      if (Math.abs(clock() - triedAt) >= freshMs || reading !== undefined)
        await beforeEnd(refresh(), signal, account.region).catch(() => undefined);
    },
    last: () => held?.known ?? [],
    trouble: () => trouble,
  };
}

/** Reading goes on for the next responder when this one cannot wait any longer. */
async function readKnown(account: Account): Promise<readonly KnownBalancer[]> {
  const { balancers, others } = await readBalancers(account, AbortSignal.timeout(60_000));
  const { region, id, name: accountName } = account;
  const where = { region, accountName, ...(id === undefined ? {} : { account: id }) };
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
