import type { Answers, GenericProbe } from "#language";
import type { Account } from "../../src/aws/account.ts";
import type { Accounts } from "../../src/aws/accounts.ts";
import type { MetricOptions } from "../../src/aws/metric-window.ts";
import type { ProbeContext } from "../../src/engine/ports.ts";
import { probeAt } from "../../src/engine/worker/looks.ts";
import { byId } from "../../src/language/index.ts";
import {
  createGenericProbes,
  type GenericOptions,
  type GenericParts,
} from "../../src/probes/index.ts";
import { begun } from "../engine/runs.ts";
import { small } from "../language/flows.ts";

export const now = Date.parse("2026-11-30T03:12:30Z");

const noAccounts: Accounts = {
  all: [],
  for: () => {
    throw new Error("This probe asks AWS nothing.");
  },
};

export const oneAccount = (account: Account) => ({
  accounts: { all: [account], for: () => account },
});

type More = Partial<Pick<GenericParts, "accounts" | "resolve" | "permits">> &
  Partial<Omit<GenericOptions, keyof MetricOptions>>;

/** What a run with these facts sees when its step states this probe. */
export function lookAt(probe: GenericProbe, facts: Answers, more: More = {}) {
  const { accounts = noAccounts, resolve, permits, ...asked } = more;
  const options = { metricPeriodSeconds: 60, metricSettleSeconds: 120 };
  const found = probeAt(
    byId(
      createGenericProbes({
        accounts,
        options: { ...options, ...asked },
        pollSeconds: 0,
        ...(resolve === undefined ? {} : { resolve }),
        ...(permits === undefined ? {} : { permits }),
      }),
    ),
    {
      probe,
    },
  );
  if (found === undefined) throw new Error(`There is no probe ${probe.kind}.`);
  const context: ProbeContext = {
    run: { ...begun(small), facts },
    visit: "look#1",
    facts: async () => undefined,
    now: () => now,
    report: () => {},
    leave: async () => {},
    signal: new AbortController().signal,
  };
  return found.look(context);
}
