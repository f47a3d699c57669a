import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asRecords, isRecord } from "../../../workspace/json.ts";
import type { ViewSeen } from "../../wire.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormContext } from "../controls/input.tsx";
import { SurfaceContext } from "../controls/surface.ts";
import { useDo } from "../state/server.ts";
import { plainText } from "../text/mrkdwn.tsx";
import { useFilling } from "./form-filling.ts";

/** The modal on top; what is filled in stays while the app redraws it. */
export function Modal({ view }: { readonly view: ViewSeen }) {
  const perform = useDo();
  const [isWaiting, setWaiting] = useState(false);
  const { form, press, entries } = useFilling(view);
  const close = () => void perform({ kind: "closeModal" });
  const submit = async () => {
    setWaiting(true);
    await perform({ kind: "submit", entries });
    setWaiting(false);
  };
  return (
    <Dialog label={plainText(view.content.title)} className="dialog modal" close={close}>
      <Frame view={view} close={close} submit={submit} isWaiting={isWaiting}>
        <FormContext value={form}>
          <SurfaceContext value={{ press }}>
            <Blocks blocks={asRecords(view.content.blocks)} />
          </SurfaceContext>
        </FormContext>
      </Frame>
    </Dialog>
  );
}

interface FrameProps {
  readonly view: ViewSeen;
  readonly close: () => void;
  readonly submit: () => Promise<void>;
  readonly isWaiting: boolean;
  readonly children: ComponentChildren;
}

function Frame({ view, close, submit, isWaiting, children }: FrameProps) {
  const root = useRef<HTMLFormElement>(null);
  useFirstError(root, view);
  const send = (event: Event) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form ref={root} noValidate onSubmit={send}>
      <header class="dialog-head">
        {/* Begins here: a field would bring up a phone's keyboard, and the button beside closes. */}
        <h2 tabIndex={-1} autofocus>
          {plainText(view.content.title)}
        </h2>
        <button type="button" class="button button-quiet" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      <div class="dialog-body">{children}</div>
      <Foot view={view} close={close} isWaiting={isWaiting} />
    </form>
  );
}

function Foot({ view, close, isWaiting }: Omit<FrameProps, "submit" | "children">) {
  const { content } = view;
  return (
    <footer class="dialog-foot">
      <button type="button" class="button" onClick={close}>
        {plainText(content.close) || "Cancel"}
      </button>
      {isRecord(content.submit) && (
        <button type="submit" class="button button-primary" aria-busy={isWaiting}>
          {plainText(content.submit)}
        </button>
      )}
    </footer>
  );
}

/** Leads to the first field that something is wrong with. */
function useFirstError(root: { readonly current: Element | null }, { errors }: ViewSeen): void {
  const wrong = Object.keys(errors).join();
  useEffect(() => {
    if (wrong === "") return;
    const field = root.current?.querySelector("[aria-invalid=true], [data-invalid=true] input");
    if (field instanceof HTMLElement) field.focus();
  }, [wrong]);
}
