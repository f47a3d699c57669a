import type { Brief, Sight, Training } from "../../wire.ts";
import { useDraft } from "../state/drafts.ts";
import { useReader } from "../state/reader.ts";

/** What happened so far, and how to begin. */
export function Intro({ brief, training, sight }: IntroProps) {
  const reader = useReader();
  const command = sight.commands[0]?.command ?? "/runbook";
  const isBegun = sight.messages.some(({ author }) => author.kind === "bot");
  return (
    <section class="intro" aria-label="How to begin">
      <h3>You are {reader.userName(reader.me)}, on call</h3>
      <p>{training.report}</p>
      {isBegun || <Begin brief={brief} training={training} command={command} />}
      <p class="muted">
        What you can look up about the servers, and the knobs to change them, are under Operations,
        and so are other incidents to practise.
      </p>
    </section>
  );
}

interface IntroProps {
  readonly brief: Brief;
  readonly training: Training;
  readonly sight: Sight;
}

function Begin({ brief, training, command }: Omit<IntroProps, "sight"> & { command: string }) {
  const [, setDraft] = useDraft(`${brief.channel} null`);
  return (
    <>
      <p>
        Type <code>{command}</code> to choose a runbook, or begin with the one for this:
      </p>
      <p>
        <button
          type="button"
          class="button button-primary"
          onClick={() => setDraft(training.command)}
        >
          Write the command for me
        </button>
      </p>
    </>
  );
}
