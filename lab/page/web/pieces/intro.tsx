import type { Brief, Sight } from "../../wire.ts";
import { useDraft } from "../state/drafts.ts";
import { useReader } from "../state/reader.ts";

/** What happened so far, and how to begin. */
export function Intro({ brief, sight }: { readonly brief: Brief; readonly sight: Sight }) {
  const reader = useReader();
  const command = sight.commands[0]?.command ?? "/runbook";
  const isBegun = sight.messages.some(({ author }) => author.kind === "bot");
  return (
    <section class="intro" aria-label="How to begin">
      <h3>Customers report single 502 errors</h3>
      <p>
        You are {reader.userName(reader.me)}, on call. Nearly all requests work; now and then one
        fails with a 502, and a second try works.
      </p>
      {isBegun || <Begin brief={brief} command={command} />}
      <p class="muted">
        What you know about the backend, and the knobs to change it, are under Operations.
      </p>
    </section>
  );
}

function Begin({ brief, command }: { readonly brief: Brief; readonly command: string }) {
  const [, setDraft] = useDraft(`${brief.channel} null`);
  return (
    <>
      <p>
        Type <code>{command}</code> to choose a runbook, or begin with the one for this:
      </p>
      <p>
        <button type="button" class="button button-primary" onClick={() => setDraft(brief.command)}>
          Write the command for me
        </button>
      </p>
    </>
  );
}
