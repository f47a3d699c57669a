import { isPicture } from "../file-json.ts";
import { asRecord, asText, isRecord } from "../json.ts";
import type { State } from "../state.ts";
import { refuseWith } from "./refusal.ts";

/** Refuses a slack_file that is unknown, still processed or no picture: https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object */
export function requireReadyPictures(state: State, blocks: unknown, pointer = "/blocks"): void {
  for (const [id, place] of slackFiles(blocks, pointer)) {
    const file = state.data.files[id];
    if (file && isPicture(file)) continue;
    throw refuseWith("invalid_blocks", [`[ERROR] invalid slack file [json-pointer:${place}]`]);
  }
}

function slackFiles(value: unknown, pointer: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => slackFiles(item, `${pointer}/${index}`));
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = `${pointer}/${name}`;
    const id = name === "slack_file" ? asText(asRecord(inner).id) : undefined;
    return id === undefined ? slackFiles(inner, place) : [[id, place] as const];
  });
}
