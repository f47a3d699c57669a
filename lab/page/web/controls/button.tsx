import { useState } from "preact/hooks";
import { asRecord, asText, isRecord, type JsonRecord } from "../../../workspace/json.ts";
import { safeUrl } from "../text/mrkdwn.ts";
import { plainText, Text } from "../text/mrkdwn.tsx";
import { Dialog } from "./dialog.tsx";
import { usePress } from "./surface.ts";

/** What every control is given: its element and its block. */
export interface ControlProps {
  readonly element: JsonRecord;
  readonly blockId: string;
}

export const whichOf = ({ element, blockId }: ControlProps) => ({
  blockId,
  actionId: asText(element.action_id) ?? "",
});

/** A button, also one that leads to a page. */
export function Button({ element, blockId }: ControlProps) {
  const [state, press] = usePress(whichOf({ element, blockId }));
  const [isAsking, setAsking] = useState(false);
  const go = () => {
    openPage(asText(element.url));
    press();
  };
  const style = asText(element.style) ?? "plain";
  return (
    <span class="control">
      <button
        type="button"
        class={`button button-${style}`}
        aria-label={asText(element.accessibility_label)}
        aria-busy={state === "waiting"}
        onClick={() => (isRecord(element.confirm) ? setAsking(true) : go())}
      >
        {plainText(element.text)}
        {element.url ? <span aria-hidden="true"> ↗</span> : null}
      </button>
      <Unanswered isShown={state === "failed"} />
      {isAsking && (
        <Confirm confirm={asRecord(element.confirm)} go={go} close={() => setAsking(false)} />
      )}
    </span>
  );
}

/** The sign that Slack shows beside a control when the app did not answer. */
export const Unanswered = ({ isShown }: { readonly isShown: boolean }) =>
  isShown ? (
    <span class="unanswered" role="img" aria-label="The app did not respond in time.">
      ⚠
    </span>
  ) : null;

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
function Confirm({ confirm, go, close }: ConfirmProps) {
  const style = confirm.style === "danger" ? "danger" : "primary";
  return (
    <Dialog label={plainText(confirm.title)} close={close}>
      <h2>{plainText(confirm.title)}</h2>
      <p class="prose">
        <Text of={confirm.text} />
      </p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={close}>
          {plainText(confirm.deny)}
        </button>
        <button
          type="button"
          class={`button button-${style}`}
          onClick={() => {
            close();
            go();
          }}
        >
          {plainText(confirm.confirm)}
        </button>
      </div>
    </Dialog>
  );
}

interface ConfirmProps {
  readonly confirm: JsonRecord;
  readonly go: () => void;
  readonly close: () => void;
}

function openPage(url: string | undefined): void {
  const safe = url && safeUrl(url);
  if (safe) window.open(safe, "_blank", "noopener,noreferrer");
}
