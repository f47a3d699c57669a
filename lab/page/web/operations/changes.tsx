import type { Change } from "../../wire.ts";
import { Moment } from "../text/mrkdwn.tsx";

/** What was changed on this page, the newest first. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <section aria-label="Changes">
      <h3>Changes</h3>
      <ul class="changes">
        {changes.toReversed().map(({ at, what }) => (
          <li key={at}>
            <Moment seconds={at / 1_000} format="{time_secs}" /> {what}
          </li>
        ))}
      </ul>
    </section>
  );
}
