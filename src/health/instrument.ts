import type { Probe, Store } from "../engine/ports.ts";
import type { Meters } from "./meters.ts";

/** The same store, counting events and effects as they are kept. */
export function watchStore<Kind extends Store>(store: Kind, { event, effect }: Meters): Kind {
  return {
    ...store,
    commit: async (change, signal) => {
      const committed = await store.commit(change, signal);
      if (committed.kind !== "committed") return committed;
      for (const { kind } of change.events) event({ kind });
      if (change.done) effect({ kind: change.done.effect.kind, outcome: "performed" });
      return committed;
    },
    finish: async (claim) => {
      await store.finish(claim);
      effect({ kind: claim.effect.kind, outcome: "performed" });
    },
    postpone: async (claim, due, error, countAttempt) => {
      await store.postpone(claim, due, error, countAttempt);
      effect({ kind: claim.effect.kind, outcome: countAttempt ? "failed" : "waiting" });
    },
    hold: async (claim, held) => {
      await store.hold(claim, held);
      effect({ kind: claim.effect.kind, outcome: "waiting" });
    },
    rest: async (claim, ...later) => {
      await store.rest(claim, ...later);
      effect({ kind: claim.effect.kind, outcome: "performed" });
    },
    giveUp: async (claim, error) => {
      await store.giveUp(claim, error);
      effect({ kind: claim.effect.kind, outcome: "dead" });
    },
  };
}

/** The same probes, measuring how long each look takes. */
export const watchProbes = <P extends Probe>(probes: readonly P[], { look }: Meters): P[] =>
  probes.map((probe) => ({
    ...probe,
    look: async (context) => {
      const started = performance.now();
      try {
        return await probe.look(context);
      } finally {
        look(probe.id, (performance.now() - started) / 1000);
      }
    },
  }));

/**
 * A fetch that counts calls to Slack's Web API by method and by what Slack said. Everything else goes through as it is: of a file,
 * the address ends with the name that somebody gave it, and its content is for nobody but its reader.
 */
export const watchFetch =
  ({ call }: Meters, through: typeof fetch = fetch): typeof fetch =>
  async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const [folder, method = ""] = new URL(url).pathname.split("/").slice(-2);
    if (folder !== "api") return through(input, init);
    try {
      const response = await through(input, init);
      call({ method, outcome: await outcomeOf(response.clone()) });
      return response;
    } catch (error) {
      call({ method, outcome: "no_answer" });
      throw error;
    }
  };

/** "ok", Slack's error code, or the HTTP status. */
async function outcomeOf(response: Response): Promise<string> {
  if (!response.ok) return `http_${response.status}`;
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== "object" || body === null) return "unreadable";
  if ("ok" in body && body.ok === true) return "ok";
  const code = "error" in body ? body.error : undefined;
  return typeof code === "string" && /^[a-z_]{1,60}$/.test(code) ? code : "refused";
}
