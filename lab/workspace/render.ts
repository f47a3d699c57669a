import { asRecord, asRecords, asText, type JsonRecord } from "./json.ts";
import type { View } from "./model.ts";
import { controlsOf, type ScreenControl } from "./people/controls.ts";
import type { SeenMessage } from "./people/sight.ts";
import { blockLines } from "./rendering/blocks.ts";
import { formatDate } from "./rendering/dates.ts";
import { mrkdwn, renderText } from "./rendering/mrkdwn.ts";
import {
  bold,
  createTerminalReader,
  type DrawOptions,
  dim,
  type TerminalReader,
} from "./rendering/reader.ts";
import { hang, wrap } from "./rendering/wrap.ts";
import type { Workspace } from "./workspace.ts";

/** A button or menu by the number printed before it; `which` is what `click` takes. */
export interface NumberedControl {
  readonly number: number;
  readonly channelId: string;
  readonly messageTs: string;
  readonly which: { readonly blockId: string; readonly actionId: string };
  readonly label: string;
  readonly type: string;
  readonly style: string | null;
  /** What a menu or a group of boxes offers; empty for a button. */
  readonly options: readonly string[];
}

/** A drawing and the controls in it, both of the same moment. */
export interface ScreenDrawing {
  readonly text: string;
  /** The same, message by message. */
  readonly messages: readonly { readonly ts: string; readonly text: string }[];
  readonly controls: readonly NumberedControl[];
}

/** A channel, or one thread of it, as a person sees it, in plain text of `width` characters. */
export const render = (
  workspace: Workspace,
  personId: string,
  channelId: string,
  threadTs?: string | null,
  options?: DrawOptions,
): string => draw(workspace, personId, channelId, threadTs, options).text;

/** Like `render`, with the numbered controls. */
export function draw(
  workspace: Workspace,
  personId: string,
  channelId: string,
  threadTs: string | null = null,
  options: DrawOptions = {},
): ScreenDrawing {
  const messages = workspace.as(personId).sees(channelId, threadTs);
  const numbers = new Map<JsonRecord, number>();
  const controls = messages.flatMap((message) =>
    controlsOf(message.blocks).map((control) => {
      numbers.set(control.element, numbers.size + 1);
      return numbered(message, control, numbers.size);
    }),
  );
  const reader = createTerminalReader(workspace, personId, options, numbers);
  const drawn = messages.map((message) => ({
    ts: message.ts,
    text: drawMessage(message, reader, threadTs),
  }));
  return { text: drawn.map(({ text }) => text).join("\n\n"), messages: drawn, controls };
}

/** The modal a person has open as text, null where none is; its fields show what they hold. */
export function renderModal(
  workspace: Workspace,
  personId: string,
  options: DrawOptions = {},
): string | null {
  const view = workspace.as(personId).modal();
  return view && renderView(workspace, view, options);
}

function numbered(message: SeenMessage, control: ScreenControl, number: number): NumberedControl {
  const { style } = control.element;
  return {
    number,
    channelId: message.channelId,
    messageTs: message.ts,
    which: { blockId: control.blockId, actionId: control.actionId },
    label: control.label,
    type: control.type,
    style: typeof style === "string" ? style : null,
    options: asRecords(control.element.options).map(
      ({ text }) => asText(asRecord(text).text) ?? "",
    ),
  };
}

function drawMessage(
  message: SeenMessage,
  reader: TerminalReader,
  threadTs: string | null,
): string {
  const inner: TerminalReader = { ...reader, columns: reader.columns - 2 };
  const body =
    message.blocks.length > 0
      ? blockLines(message.blocks, inner)
      : wrap(mrkdwn(message.text, inner), inner.columns);
  const files = message.files.map((file) => `[file: ${file.name}, ${file.length} bytes]`);
  const reactions = message.reactions.map(({ name, users }) => `:${name}: ${users.length}`);
  const foot = [
    ...(reactions.length > 0 ? [reactions.join("  ")] : []),
    ...(threadTs === null && message.replyCount > 0 ? [replies(message.replyCount)] : []),
  ];
  const lines = [...body, ...files, ...foot.map((line) => dim(reader, line))];
  return [headline(message, reader, threadTs), ...hang(lines, "  ", "  ")].join("\n");
}

function headline(message: SeenMessage, reader: TerminalReader, threadTs: string | null): string {
  const notes = [
    message.author.kind === "person" ? "" : "app",
    formatDate(Number(message.ts), "{time}", reader.tz),
    message.editedTs === null ? "" : "edited",
    message.isEphemeral ? "only visible to you" : "",
    message.isBroadcast ? (threadTs ? "also sent to the channel" : "replied to a thread") : "",
  ];
  const rest = notes.filter((note) => note !== "").join(" · ");
  return `${bold(reader, message.authorName)}  ${dim(reader, rest)}`;
}

const replies = (count: number): string => `↳ ${count} ${count === 1 ? "reply" : "replies"}`;

function renderView(workspace: Workspace, view: View, options: DrawOptions): string {
  const blocks = asRecords(view.content.blocks);
  const numbers = new Map(
    controlsOf(blocks)
      .filter(({ type }) => !type.endsWith("_input"))
      .map(({ element }, index) => [element, index + 1]),
  );
  const reader = createTerminalReader(workspace, view.personId, options, numbers);
  const inner: TerminalReader = { ...reader, columns: reader.columns - 2 };
  const title = renderText(view.content.title, reader) || "Home";
  const ends = [renderText(view.content.close, reader), renderText(view.content.submit, reader)];
  const buttons = ends.filter((label) => label !== "").map((label) => `( ${label} )`);
  return [
    `┌ ${bold(reader, title)}`,
    ...hang(blockLines(blocks, inner, view), "│ ", "│ "),
    `└ ${buttons.join("  ")}`.trimEnd(),
  ].join("\n");
}
