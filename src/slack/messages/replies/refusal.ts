import { HandrailError, StaleVisit } from "../../../run/errors.ts";
import { LooksSecret } from "../../../run/slices/notes.ts";
import type { VisitEnd } from "../../../run/visits.ts";
import { section } from "../blocks/blocks.ts";
import { escapeText, mention } from "../blocks/escape.ts";
import { cutText } from "../blocks/limits.ts";
import { clockToken } from "../blocks/times.ts";
import { type Reply, replyWith } from "./ephemeral-reply.ts";
import { secretOffer } from "./notes.ts";

/**
 * Why nothing was recorded, for the person who clicked or typed (`by`): the sentence of a HandrailError. After what nobody
 * expected, that is not known. A step that is over says who was first and what they did.
 */
export function refusalReply(error: unknown, by?: string): Reply {
  if (error instanceof LooksSecret) return secretOffer(error);
  return replyWith([section(cutText(sentence(error, by), 2_800))]);
}

function sentence(error: unknown, by: string | undefined): string {
  if (error instanceof StaleVisit && error.visit?.left) return tooLate(error.visit.left, by);
  if (error instanceof StaleVisit)
    return `${escapeText(error.message)} The thread shows the newest step.`;
  if (error instanceof HandrailError) return escapeText(error.message);
  return "Something went wrong here, and I cannot tell whether this was recorded. The thread shows what is: look there before you try again. If it stays so, the log of Handrail says why.";
}

function tooLate(left: VisitEnd, by: string | undefined): string {
  if (left.by === by)
    return `This is already recorded: you ${deeds[left.how]} at ${clockToken(left.at)}.`;
  return `${mention(left.by)} was first and ${deeds[left.how]} at ${clockToken(left.at)}. The thread shows the next step.`;
}

const deeds: { readonly [How in VisitEnd["how"]]: string } = {
  chosen: "decided this step",
  skipped: "skipped this step",
  lookedAgain: "asked to look again",
  wentBack: "went back",
  undone: "took back what led here",
  stopped: "stopped the run",
  movedOn: "went on with another version",
  answered: "changed the answers",
};
