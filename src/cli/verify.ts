import type { Command } from "commander";
import { NotFound } from "../run/errors.ts";
import type { Verified } from "../store/chain.ts";
import { withStore } from "./store.ts";
import type { Terminal } from "./terminal.ts";

/** `handrail runs verify`: whether every event is as it was written, with the hash of each run's last one. */
export function addVerify(runs: Command, terminal: Terminal): void {
  runs
    .command("verify [run]")
    .description(
      "hold each run's log to the hashes that its events carry; exit code 1 if one does not fit",
    )
    .action((run: string | undefined) =>
      withStore(terminal, "reading", async (store) => {
        const verified = await store.verify(run);
        if (run !== undefined && verified.length === 0)
          throw new NotFound(`There is no run ${run}.`);
        for (const one of verified) terminal.out(inWords(one));
        if (verified.some(({ kind }) => kind === "broken")) process.exitCode = 1;
      }),
    );
}

const inWords = (one: Verified): string =>
  one.kind === "whole"
    ? `${one.run}  whole  ${one.events} events  ${one.head}`
    : `${one.run}  BROKEN at event ${one.event}: ${one.why}.`;
