import type { Command } from "commander";
import { BadInput, NotFound } from "../run/errors.ts";
import type { RunEvent } from "../run/event.ts";
import type { Terminal } from "./terminal.ts";
import { type AuditedCommand, withStore } from "./with-store.ts";

/** `handrail runs forget` and `redact`: what must not be kept any longer. */
export function addForget(runs: Command, terminal: Terminal): void {
  runs
    .command("forget <what>")
    .description(
      "remove a closed run, or a person (a Slack id) from every closed run; the bot may run beside PostgreSQL only",
    )
    .action((what: string) =>
      withStore(terminal, "writing", forgetting(what), async (store) => {
        if (!isPerson(what)) {
          await store.forget(what);
          return terminal.out(`Run ${what} is forgotten. Its messages in Slack are still there.`);
        }
        const { runs: left, open } = await store.forgetPerson(what);
        terminal.out(forgotten(what, left.length));
        if (open.length === 0) return;
        terminal.out(`Open runs still name them; close these, and repeat it: ${open.join(", ")}.`);
        process.exitCode = 1;
      }),
    );
  runs
    .command("redact <run> [event]")
    .description("take the words out of an event, by its number; without one, list the events")
    .action((run: string, event: string | undefined) =>
      event === undefined ? list(terminal, run) : redact(terminal, run, event),
    );
}

const isPerson = (what: string): boolean => /^[UW][A-Z0-9]{1,30}$/.test(what);

/** Whoever is to be forgotten is not named anew for it. */
const forgetting = (what: string): AuditedCommand =>
  isPerson(what) ? { deed: "runs forget person" } : { deed: "runs forget", run: what };

const forgotten = (person: string, runs: number): string =>
  runs === 0 ? `No closed run names ${person}.` : `${person} is taken out of ${countOf(runs)}.`;

const countOf = (runs: number): string => (runs === 1 ? "1 run" : `${runs} runs`);

const list = (terminal: Terminal, run: string) =>
  withStore(terminal, "reading", { deed: "runs redact, list", run }, async (store) => {
    const log = await store.load(run);
    if (log.length === 0) throw new NotFound(`There is no run ${run}.`);
    for (const [index, event] of log.entries()) terminal.out(`${index + 1}  ${listed(event)}`);
  });

function listed({ at, by, kind, ...what }: RunEvent): string {
  const { led: _led, evidence: _evidence, ...told } = { led: 0, evidence: 0, ...what };
  return `${new Date(at).toISOString()}  ${by}  ${kind}  ${JSON.stringify(told).slice(0, 160)}`;
}

function redact(terminal: Terminal, run: string, event: string) {
  if (!/^\d{1,9}$/.test(event))
    throw new BadInput("Which event? Its number, as `handrail runs redact <run>` lists it.");
  return withStore(terminal, "writing", { deed: "runs redact", run }, async (store) => {
    const struck = await store.redact(run, Number(event));
    terminal.out(`Struck from run ${run}: ${struck.join(", ")}. The thread follows.`);
  });
}
