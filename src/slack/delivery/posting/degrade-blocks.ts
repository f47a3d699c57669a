import type { PostMessage } from "../../messages/blocks/message.ts";
import { type Newer, newerIn } from "../../messages/blocks/without-new-blocks.ts";
import { failureOf } from "../web-api/failures.ts";
import {
  type Content,
  type PostMark,
  plainContent,
  richContent,
  simplerContent,
  withoutImages,
} from "./message-identity.ts";

export interface Degraded {
  readonly mark: PostMark;
  /** What Slack shows instead: no images, sections for the newer blocks (from now on in all messages), or only the text. */
  readonly form: Exclude<Form["kind"], "whole">;
}

/** Calls Slack with a message in the richest form that the workspace takes. */
export type Send = <Answer>(
  message: PostMessage,
  at: { readonly mark: PostMark; readonly team: string },
  call: (content: Content) => Promise<Answer>,
) => Promise<Answer>;

/**
 * Sends a message with its blocks. A workspace that refuses the newer ones gets sections instead, and is remembered for as
 * long as this process lives, so that it costs a refused call or two; a single message whose blocks are refused all the same
 * loses its images, and at last keeps only its text and its buttons.
 */
export function createDegradingSend(onDegraded: (what: Degraded) => void): Send {
  const lacking = createLacking();
  const kept = new Map<string, "imageless" | "text">();
  return async (message, { mark, team }, call) => {
    const name = `${mark.run} ${mark.key}`;
    const newer = newerIn(message.blocks);
    const lacks = lacking.anyOf(team, newer);
    let why = "";
    for (const { kind, content } of formsOf(message, lacks, kept.get(name))) {
      const sent = await attempt(() => call(content), kind === "text");
      if (sent.kind === "sent") {
        if (kind === "sections" && unknownBlocks.has(why)) lacking.learn(team, newer);
        if (kind === "imageless" || kind === "text") kept.set(name, kind);
        if (why !== "" && kind !== "whole") onDegraded({ mark, form: kind });
        return sent.answer;
      }
      why = sent.code;
    }
    throw new Error("The last form is sent or rejected.");
  };
}

interface Form {
  readonly kind: "whole" | "imageless" | "sections" | "text";
  readonly content: Content;
}

/** The ways to send a message, the best first; the last one is its text. */
function formsOf(
  message: PostMessage,
  lacks: boolean,
  kept: "imageless" | "text" | undefined,
): readonly Form[] {
  const whole = lacks ? simplerContent(message) : richContent(message);
  const hasImages = kept === "imageless" || message.blocks.some(({ type }) => type === "image");
  const isSimpler = newerIn(message.blocks).length > 0 && !lacks;
  const sections = withoutImages(simplerContent(message));
  const forms: readonly Form[] = [
    ...(kept === undefined ? [{ kind: "whole", content: whole } as const] : []),
    ...(hasImages ? [{ kind: "imageless", content: withoutImages(whole) } as const] : []),
    ...(isSimpler ? [{ kind: "sections", content: sections } as const] : []),
  ];
  const text: Form = { kind: "text", content: plainContent(message) };
  return kept === "text" ? [text] : [...forms, text];
}

/** Which of the newer blocks each workspace refused. */
function createLacking() {
  const byTeam = new Map<string, ReadonlySet<Newer>>();
  const of = (team: string): ReadonlySet<Newer> => byTeam.get(team) ?? new Set();
  return {
    anyOf: (team: string, newer: readonly Newer[]): boolean =>
      newer.some((one) => of(team).has(one)),
    learn: (team: string, newer: readonly Newer[]): void => {
      byTeam.set(team, new Set([...of(team), ...newer]));
    },
  };
}

type Attempt<Answer> =
  | { readonly kind: "sent"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly code: string };

/** Rejects as the call does, except where Slack refused the blocks and this is not the last attempt. */
async function attempt<Answer>(
  call: () => Promise<Answer>,
  isLast: boolean,
): Promise<Attempt<Answer>> {
  try {
    return { kind: "sent", answer: await call() };
  } catch (error) {
    const failure = failureOf(error);
    if (isLast || failure.kind !== "refused" || !blockErrors.has(failure.code)) throw error;
    return { kind: "refused", code: failure.code };
  }
}

// https://docs.slack.dev/reference/methods/chat.postMessage#errors
const unknownBlocks = new Set(["invalid_blocks", "invalid_blocks_format"]);
const blockErrors = new Set([...unknownBlocks, "msg_blocks_too_long"]);
