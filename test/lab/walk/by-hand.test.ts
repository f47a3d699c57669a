import { expect, it } from "vitest";
import { walkByHand } from "../../../lab/walk/by-hand.ts";
import type { Practice } from "../../../lab/walk/practice.ts";
import { start, webClient } from "../workspace/practice.ts";

const actions = (label: string) => [
  {
    type: "actions" as const,
    elements: [
      {
        type: "button" as const,
        action_id: label,
        text: { type: "plain_text" as const, text: label },
        value: label,
      },
    ],
  },
];

it("takes a number for the button that it stood beside, whatever came since", async () => {
  const workspace = await start();
  const client = webClient(workspace);
  const { ts = "" } = await client.chat.postMessage({
    ...{ channel: "C0INC", text: "First", blocks: actions("Stop") },
  });
  await client.chat.postMessage({ channel: "C0INC", text: "Second", blocks: actions("Go on") });
  const printed: string[] = [];
  const steps = [
    async () => "thread",
    async () => {
      // The first button goes, so that the second one moves up.
      await client.chat.update({ channel: "C0INC", ts, text: "Decided", blocks: [] });
      return "1";
    },
    async () => "quit",
  ];
  const terminal = {
    ask: async () => (await steps.shift()?.()) ?? "quit",
    print: (text: string) => void printed.push(text),
    close: () => {},
  };
  await walkByHand(practiceIn(workspace), terminal);
  await workspace.close();
  expect(printed.at(-1)).toBe("“Stop” is not there any more.");
});

/** As much of a practice as a walk by hand reads. */
const practiceIn = (workspace: Awaited<ReturnType<typeof start>>): Practice =>
  ({
    workspace,
    person: "U0ADA",
    channel: "C0INC",
    scenario: { report: "It fails." },
    incident: { loadBalancer: { name: "shop" }, hops: () => [] },
  }) as unknown as Practice;
