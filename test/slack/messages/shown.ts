import type { ActionsBlockElement, KnownBlock, SectionBlock } from "@slack/types";
import { decodeClick } from "../../../src/slack/messages/blocks/click-actions.ts";
import { decodeHandle, type Handle } from "../../../src/slack/messages/blocks/handle.ts";
import type { Message, PostMessage } from "../../../src/slack/messages/blocks/message.ts";

/** The posts among messages. */
export const posts = (messages: readonly Message[]): readonly PostMessage[] =>
  messages.filter((message) => message.kind === "post");

/** The post of this key; throws when there is none. */
export function post(messages: readonly Message[], key: string): PostMessage {
  const found = posts(messages).find((message) => message.key === key);
  if (!found) throw new Error(`No message "${key}" among ${messages.map(({ key }) => key)}`);
  return found;
}

export interface Button {
  readonly label: string;
  readonly style: string | undefined;
  readonly handle: Handle;
}

/** The buttons of blocks, in order. */
export const buttons = (blocks: readonly KnownBlock[]): readonly Button[] =>
  blocks.flatMap(elementsOf).flatMap((element) =>
    element.type === "button" && element.url === undefined
      ? [
          {
            label: element.text.text,
            style: element.style,
            handle: decodeHandle(element.value),
          },
        ]
      : inMenu(element),
  );

/** What stands behind "…", and boxes to tick. */
const inMenu = (element: Element): readonly Button[] =>
  element.type === "overflow" || element.type === "checkboxes"
    ? element.options.map((option) => ({
        label: option.text.text,
        style: undefined,
        handle: decodeClick({
          action_id: element.action_id ?? "",
          ...(element.type === "overflow"
            ? { selected_option: option as { value?: string } }
            : { selected_options: [option as { value?: string }] }),
        }),
      }))
    : [];

/** How many buttons a thumb has to choose from; a menu is one. */
export const inSight = (blocks: readonly KnownBlock[]): number =>
  blocks.flatMap(elementsOf).filter(({ type }) => type === "button" || type === "overflow").length;

type Element = ActionsBlockElement | NonNullable<SectionBlock["accessory"]>;

function elementsOf(block: KnownBlock): readonly Element[] {
  if (block.type === "section") return block.accessory ? [block.accessory] : [];
  return block.type === "actions" ? block.elements : [];
}

/** The button of this label; throws when there is none. */
export function button(blocks: readonly KnownBlock[], label: string): Button {
  const found = buttons(blocks).find((one) => one.label.startsWith(label));
  if (!found) throw new Error(`No button "${label}" among ${buttons(blocks).map((b) => b.label)}`);
  return found;
}

/** Every mrkdwn text of blocks. */
export const mrkdwn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(mrkdwn);
  if (typeof value !== "object" || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  if (type === "mrkdwn" && typeof text === "string") return [text];
  return Object.values(value).flatMap(mrkdwn);
};

/**
 * What is left of mrkdwn when everything that Handrail itself may write is taken away: no `<` and
 * no `&`.
 */
export const foreign = (text: string): string =>
  text
    .replaceAll(
      /<!date\^\d+\^(\{date_short(?:_pretty)?\} )?\{time\}(, \{ago\})?\|[-\d: ]+ UTC>/g,
      "",
    )
    .replaceAll(/<@U0(ANA|BOB|CY)>/g, "")
    .replaceAll(/&(amp|lt|gt);/g, "")
    .replaceAll(/[^<&]/g, "");
