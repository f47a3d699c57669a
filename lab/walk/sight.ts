import type { Workspace } from "../workspace/index.ts";
import { draw, type ScreenDrawing } from "../workspace/render.ts";
import type { DrawOptions } from "../workspace/rendering/reader.ts";

/** Everything that a person sees in a channel and its threads, oldest first, drawn message by message. */
export function look(
  workspace: Workspace,
  person: string,
  channel: string,
  options: DrawOptions = {},
): ScreenDrawing {
  const all = everything(workspace, person, channel);
  const actor = { ...workspace.as(person), sees: () => all };
  return draw({ ...workspace, as: () => actor }, person, channel, channel, options);
}

/** What of a sight is new or different since it was last asked. */
export function createNews(): (sight: ScreenDrawing) => readonly string[] {
  const known = new Map<string, string>();
  return ({ messages }) =>
    messages.flatMap(({ ts, text }) => {
      // A control's number moves when another one comes or goes; that is no news.
      const said = text.replaceAll(/\[\d+\]/g, "[]");
      if (known.get(ts) === said) return [];
      known.set(ts, said);
      return [text];
    });
}

function everything(workspace: Workspace, person: string, channel: string) {
  const actor = workspace.as(person);
  const inChannel = actor.sees(channel);
  const replies = inChannel
    .filter(({ replyCount }) => replyCount > 0)
    .flatMap(({ ts }) => actor.sees(channel, ts));
  const byTs = new Map([...inChannel, ...replies].map((message) => [message.ts, message]));
  return [...byTs.values()].toSorted((a, b) => Number(a.ts) - Number(b.ts));
}
