import type { Brief, Sight } from "../../wire.ts";
import { useDraft } from "../state/drafts.ts";
import { useReader } from "../state/reader.ts";

/** What happened so far, and how to begin. */
export function Intro({ brief, sight }: { readonly brief: Brief; readonly sight: Sight }) {
  const reader = useReader();
  const [, setDraft] = useDraft(`${brief.channel} null`);
  const command = sight.commands[0]?.command ?? "/runbook";
  return (
    <section class="intro" aria-label="How to begin">
      <h3>Customers report single 502 errors</h3>
      <p>
        You are {reader.userName(reader.me)}, on call. Nearly all requests work; now and then one
        fails with a 502, and a second try works. Handrail walks you through it.
      </p>
      <p>
        Type <code>{command}</code> to choose a runbook, or start this one at once:
      </p>
      <p>
        <button type="button" class="button button-primary" onClick={() => setDraft(brief.command)}>
          Put the command into the message field
        </button>
      </p>
      <p class="muted">
        What you know about the backend, and the knobs to change it, are under Operations.
      </p>
    </section>
  );
}
