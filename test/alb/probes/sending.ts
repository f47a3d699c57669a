import type { Sending } from "../../../src/alb/probes/retest/plan.ts";
import { createGuard } from "../../../src/probes/network-guard.ts";
import type { Permits } from "../../../src/probes/request-permits.ts";

/** Names are addresses, and everything may be sent on this machine. */
export const sending: Sending = {
  resolve: async (name) => [name],
  guard: createGuard({ allowLoopback: true }),
  hosts: ["shop.example"],
  permits: {
    ask: async () => ({
      kind: "granted",
      signal: new AbortController().signal,
      end: async () => undefined,
    }),
  },
};

/** What was asked for and told of each sending, in order. */
export function watched(): { readonly permits: Permits; readonly told: string[] } {
  const told: string[] = [];
  const ask: Permits["ask"] = async ({ destination, requests }) => {
    told.push(`asked for ${requests} to ${destination.split("/").at(-2)}`);
    const end = async (sent: number) => void told.push(`sent ${sent}`);
    return { kind: "granted", signal: new AbortController().signal, end };
  };
  return { permits: { ask }, told };
}
