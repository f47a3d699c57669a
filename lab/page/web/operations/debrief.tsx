import type { Debrief, WrongTurn } from "../../../training/debrief.ts";
import { Moment } from "../text/mrkdwn.tsx";

/** What it was, while the walk is still being read. */
export const TruthCard = ({ title, says }: Pick<Debrief, "title" | "says">) => (
  <section class="debrief" aria-label="Debrief">
    <h4>It was: {title}</h4>
    <p>{says}</p>
    <p class="muted" role="status">
      Reading how the walk went…
    </p>
  </section>
);

/** What it was, and how the walk came to it: calm, for it is to be learned from. */
export function DebriefCard({ debrief }: { readonly debrief: Debrief }) {
  const { title, says, hint, wrongTurns, unread } = debrief;
  return (
    <section class="debrief" aria-label="Debrief">
      <h4>It was: {title}</h4>
      <p>{says}</p>
      <dl>
        <dt>Time to verdict</dt>
        <dd>{verdictIn(debrief)}</dd>
        <dt>End of the run</dt>
        <dd>{endOf(debrief)}</dd>
        <dt>Wrong turns</dt>
        <dd>{wrongTurns.length === 0 ? "None" : <Turns turns={wrongTurns} />}</dd>
        <dt>Evidence not read</dt>
        <dd>
          {unread.length === 0 ? "None: all that tells it was looked at" : <Unread {...debrief} />}
        </dd>
      </dl>
      <p class="debrief-hint">
        <b>Next time:</b> {hint}
      </p>
    </section>
  );
}

function verdictIn({ secondsToVerdict: seconds }: Debrief): string {
  if (seconds === null) return "The cause was not named";
  if (seconds < 120) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function endOf({ end: { reached, right, isRight } }: Debrief): string {
  if (reached === null) return `Still open; it leads to “${right}”`;
  return isRight ? `“${reached}”, as it should` : `“${reached}”; it leads to “${right}”`;
}

const Turns = ({ turns }: { readonly turns: readonly WrongTurn[] }) => (
  <ul>
    {turns.map(({ at, step, chosen, better, isUndone }) => (
      <li key={at}>
        <Moment seconds={at / 1_000} format="{time_secs}" /> {step}: “{chosen}”
        {isUndone ? ", taken back" : ""}. Better: “{better}”.
      </li>
    ))}
  </ul>
);

const Unread = ({ unread }: Pick<Debrief, "unread">) => (
  <ul>
    {unread.map(({ probe, says }) => (
      <li key={probe}>
        <code>{probe}</code> {says}
      </li>
    ))}
  </ul>
);
