import { asRecord, asRecords, asText, isRecord, type JsonRecord } from "../../../workspace/json.ts";
import { Link } from "../text/mrkdwn.tsx";
import { RichText } from "./rich-text.tsx";

/** https://docs.slack.dev/reference/block-kit/blocks/plan-block */
export const Plan = ({ block }: { readonly block: JsonRecord }) => (
  <div class="plan">
    <h3 class="block-header">{asText(block.title) ?? ""}</h3>
    <ol>
      {asRecords(block.tasks).map((task, index) => (
        <li key={task.task_id ?? index}>
          <TaskCard task={task} />
        </li>
      ))}
    </ol>
  </div>
);

/** One step of a plan with its state; its details open when asked for. */
export function TaskCard({ task }: { readonly task: JsonRecord }) {
  const status = asText(task.status) ?? "pending";
  const title = (
    <div class="task-title">
      <span class={`task-sign task-${status}`} role="img" aria-label={words[status] ?? status}>
        {signs[status] ?? "○"}
      </span>
      <span>{asText(task.title) ?? ""}</span>
    </div>
  );
  const more = [task.details, task.output].filter(isRecord);
  if (more.length === 0) return <div class={`task is-${status}`}>{title}</div>;
  return (
    <div class={`task is-${status}`}>
      {title}
      {more.map((text, index) => (
        <RichText key={index} block={text} />
      ))}
      <Sources sources={asRecords(task.sources)} />
    </div>
  );
}

const Sources = ({ sources }: { readonly sources: readonly JsonRecord[] }) => (
  <>
    {sources.map((source, index) => (
      <p key={index} class="hint">
        <Link
          url={String(source.url)}
          label={asText(asRecord(source).text) ?? String(source.url)}
        />
      </p>
    ))}
  </>
);

const signs: Readonly<Record<string, string>> = {
  pending: "○",
  in_progress: "●",
  complete: "✓",
  error: "✕",
};

const words: Readonly<Record<string, string>> = {
  pending: "To come:",
  in_progress: "Now:",
  complete: "Done:",
  error: "Failed:",
};
