import type { Flow } from "#language";
import type { RunEvent } from "../event.ts";
import { followUpText } from "../labels.ts";
import type { Word } from "../sentence.ts";

const kinds = [
  "followUpTaken",
  "followUpDated",
  "followUpDone",
  "followUpReopened",
  "checkAsked",
  "checked",
] as const;

type OfFollowUp = Extract<RunEvent, { readonly kind: (typeof kinds)[number] }>;

/** Whether an event is about follow-ups. */
export const isOfFollowUp = (event: RunEvent): event is OfFollowUp =>
  kinds.some((kind) => kind === event.kind);

/** What happened to a follow-up, after the name of who did it. */
export function saidOfFollowUp(flow: Flow, event: OfFollowUp): readonly Word[] {
  switch (event.kind) {
    case "followUpTaken":
      return event.by === event.owner
        ? [` took ${named(flow, event)}`]
        : [` gave ${named(flow, event)} to `, { person: event.owner }];
    case "followUpDated":
      return [` set ${named(flow, event)} to be done by ${event.due}`];
    case "followUpDone":
      return [` marked ${named(flow, event)} as done`];
    case "followUpReopened":
      return [` marked ${named(flow, event)} as open again`];
    case "checkAsked":
      return [" asked which follow-ups AWS shows as done"];
    case "checked":
      return [` read the follow-ups in AWS: ${read(flow, event)}`];
    default:
      throw new Error(`Unknown event: ${JSON.stringify(event satisfies never)}`);
  }
}

const named = (flow: Flow, { item }: { readonly item: string }): string =>
  `“${followUpText(flow, item)}”`;

function read(flow: Flow, { checks }: OfFollowUp & { readonly kind: "checked" }): string {
  const held = checks.filter(({ holds }) => holds).map((one) => named(flow, one));
  return held.length === 0
    ? "none is done"
    : `${held.join(", ")} ${held.length > 1 ? "are" : "is"} done`;
}
