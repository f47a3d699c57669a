import type { SeenMessage } from "../../../../lab/workspace/index.ts";
import { describeFiles } from "../../../../src/alb/configurations/describe-files.ts";
import { evidence } from "../../../engine/runs.ts";
import { channelId, createStage, type Stage, type StageOptions } from "../../stage.ts";

/** Something that stands in each of these texts and must never be seen again. */
export const secret = "sk_live_never_keep_me";
export const nginx = `http {\n  # ${secret}\n  keepalive_timeout 30;\n}\n`;
export const server = `// ${secret}\nserver.keepAliveTimeout = 5000;\nhttp.createServer(app);\n`;
export const file = (name: string, content: string) => ({ name, content });

/** A run that asks which servers there are, and Ada, who has their configurations. */
export interface Reader {
  readonly stage: Stage;
  readonly card: SeenMessage;
  readonly run: string;
  /** Clicks the newest button of this label in the thread. */
  readonly press: (label: string) => Promise<void>;
  /** What stands in the open form. */
  readonly form: () => string;
  /** Resolves when a form of this title is open. */
  readonly titled: (title: string) => Promise<unknown>;
  /** The servers that were answered. */
  readonly path: () => Promise<unknown>;
  /** Everything that was recorded, logged, posted or sent to Slack by the bot. */
  readonly everywhere: () => Promise<string>;
}

export async function begin(options: StageOptions = {}): Promise<Reader> {
  const stage = await createStage({
    servers: { readConfigurations: async (files) => describeFiles(files) },
    look: async () => ({ ...evidence("inner-hop-race"), facts: null }),
    ...options,
  });
  const card = await stage.begin("/runbook alb-502-keepalive shop");
  const [row] = await stage.engine.rows({ limit: 1 });
  const run = row?.id ?? "";
  const press = async (label: string) => {
    const shown = stage.ada.sees(channelId, card.ts);
    const message = shown.findLast(({ blocks }) => JSON.stringify(blocks).includes(label));
    await stage.ada.click(channelId, message?.ts ?? "", label);
    await stage.work();
  };
  await press("It fits behind the proxy: review the timeouts (recommended)");
  const title = () => JSON.stringify(stage.ada.modal()?.content.title ?? "");
  return {
    ...{ stage, card, run, press },
    form: () => JSON.stringify(stage.ada.modal()?.content.blocks ?? []),
    titled: (wanted) =>
      stage.workspace.until(() => title().includes(wanted) || undefined, {
        waitingFor: `the form “${wanted}”, not ${title()}`,
      }),
    path: async () => (await stage.engine.read(run)).facts.path,
    everywhere: () => everywhere(stage, run),
  };
}

async function everywhere(stage: Stage, run: string): Promise<string> {
  const { log } = await stage.engine.read(run);
  const sent = stage.workspace.calls().map(({ args }) => args);
  const posted = stage.workspace.data.messages.map(({ text, blocks }) => ({ text, blocks }));
  return JSON.stringify([log, sent, posted, stage.lines]);
}
