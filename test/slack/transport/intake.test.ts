import { describe, expect, it } from "vitest";
import { createIntake, type Envelope, takeEnvelope } from "../../../src/slack/transport/intake.ts";
import { silent } from "../../engine/parts.ts";

const deadlines = { commitMs: 20, ackMs: 40 };

/** An envelope that writes down when it is acknowledged, and with what. */
function envelope(steps: string[], ack: () => Promise<void> = async () => {}): Envelope {
  return {
    type: "interactive",
    body: { type: "block_actions" },
    refuse: () => steps.push("refused"),
    ack: async (response) => {
      steps.push(`ack ${JSON.stringify(response)}`);
      await ack();
    },
  };
}

describe("an envelope", () => {
  it("is acknowledged after the listeners are done, with their response", async () => {
    const steps: string[] = [];
    const processEvent = async ({ ack }: { ack: (answer?: unknown) => Promise<void> }) => {
      await ack({ text: "Noted" });
      await Promise.resolve();
      steps.push("committed");
    };
    await takeEnvelope({ processEvent }, envelope(steps), deadlines, silent);
    expect(steps).toEqual(["committed", 'ack {"text":"Noted"}']);
  });

  it("is not acknowledged when a listener rejects, even after it said ack", async () => {
    const steps: string[] = [];
    const processEvent = async ({ ack }: { ack: () => Promise<void> }) => {
      await ack();
      throw new Error("The commit failed.");
    };
    await takeEnvelope({ processEvent }, envelope(steps), deadlines, silent);
    expect(steps).toEqual([]);
  });

  it("is given up when the listeners are late, after the commit was cancelled", async () => {
    const steps: string[] = [];
    const processEvent = async ({
      customProperties,
    }: {
      customProperties?: { readonly signal?: AbortSignal };
    }) => {
      const { signal } = customProperties ?? {};
      await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      steps.push("cancelled");
      await new Promise((resolve) => setTimeout(resolve, deadlines.ackMs));
    };
    await takeEnvelope({ processEvent }, envelope(steps), deadlines, silent);
    expect(steps).toEqual(["cancelled"]);
  });

  it("whose acknowledgement is refused after the commit is no failure", async () => {
    const lines: string[] = [];
    const refuse = () => Promise.reject(new Error("The socket is closed."));
    const processEvent = async () => {};
    await takeEnvelope({ processEvent }, envelope([], refuse), deadlines, {
      ...silent,
      warn: (says) => void lines.push(says),
      error: (says) => void lines.push(`error: ${says}`),
    });
    expect(lines).toEqual(["Slack could not be told that a request was recorded."]);
  });
});

describe("the deadlines", () => {
  it("count from when a request may have arrived, not from when the process came to read it", async () => {
    const now = performance.now();
    const arrivals = { earliest: () => now - 2_200, stop: () => {} };
    const intake = createIntake({ clock: Date.now, log: silent }, arrivals);
    const seen: unknown[] = [];
    intake.init({
      processEvent: async ({ customProperties }) => {
        const { signal } = customProperties as { readonly signal: AbortSignal };
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        seen.push(Math.round((performance.now() - now) / 100));
      },
    });
    const steps: string[] = [];
    expect(await intake.take(envelope(steps))).toBe("acknowledged");
    // Of two seconds nothing was left, and of two and a half three tenths.
    expect(seen).toEqual([0]);
  });
});
