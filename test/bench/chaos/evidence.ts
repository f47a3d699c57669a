import type { Evidence } from "../../../bench/chaos/judge/finding.ts";
import { picturesIn, type SharedFile, type Shown } from "../../../bench/chaos/shown.ts";
import type { Told } from "../../../bench/chaos/told.ts";
import { controlsOf } from "../../../lab/workspace/people/controls.ts";
import type { Run } from "../../../src/run/run.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { richContent } from "../../../src/slack/delivery/posting/message-identity.ts";
import { threadView } from "../../../src/slack/messages/thread/thread-view.ts";
import { begun, did, observed } from "../../engine/runs.ts";
import { small } from "../../language/flows.ts";

/** A run that Ana walked to its look, noted something in and looked again, and that Ben took over in between. */
export function story(): Run {
  const at = (run: Run) => currentVisit(run).id;
  let run = did(small, begun(small), { kind: "answer", visit: "ask#1", answers: { cause: "dns" } });
  run = did(small, run, { kind: "choose", visit: at(run), choice: "known" });
  run = did(small, run, { kind: "choose", visit: at(run), choice: "applied" });
  run = observed(small, run, "quiet");
  run = did(small, run, { kind: "note", text: "because 1 1" });
  run = did(small, run, { kind: "takeOver" }, "UBEN");
  run = did(small, run, { kind: "lookAgain", visit: at(run) });
  return observed(small, run, "quiet");
}

/** What each person was told: every act acknowledged half a millisecond after its record. */
const allTold = (run: Run): readonly Told[] =>
  run.log.flatMap((event, index): readonly Told[] => {
    if (event.by === "handrail") return [];
    const { at, by, kind } = event;
    const visit = "visit" in event ? { visit: event.visit } : {};
    const text = event.kind === "noted" ? { text: event.text } : {};
    const wants = { kind, run: run.id, ...visit, ...text };
    const times = { sentAt: at - 0.5, answeredAt: at + 0.5 };
    return [{ id: `trigger ${index}`, by, wants, ...times, acked: true, refused: false }];
  });

/** Evidence in which all is well: the store, the thread and the walkers agree. */
export function wellEvidence(run: Run = story()): Evidence {
  const wanted = threadView(small, run);
  const told = allTold(run);
  return {
    told,
    ledger: {
      runs: [{ id: run.id, status: "open", revision: run.revision }],
      events: run.log.map((event, index) => ({
        ...{ run: run.id, revision: index + 1, event, at: event.at },
      })),
      effects: [],
      deliveries: new Map(told.map(({ id }) => [id, run.id])),
    },
    sight: {
      messages: wanted.flatMap((message, index): readonly Shown[] => {
        if (message.kind !== "post") return [];
        const { text, blocks } = richContent(message);
        const controls = controlsOf(blocks.map((block) => ({ ...block })));
        const ids = controls.map(({ actionId }) => actionId);
        const pictures = picturesIn(blocks);
        const ts = `${index + 1}.0`;
        return [{ run: run.id, key: message.key, ts, text, controls: ids, pictures }];
      }),
      files: wanted.flatMap((message): readonly SharedFile[] =>
        message.kind === "file" ? [{ run: run.id, ts: "99.0", name: message.filename }] : [],
      ),
      said: new Map(),
    },
    runs: [{ run, flow: small, wanted }],
    now: 1_000,
  };
}
