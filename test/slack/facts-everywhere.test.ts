import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { byId } from "#flow";
import { loadCatalogue } from "../../src/load-catalogue.ts";
import { postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import { createGenericProbes } from "../../src/probes/index.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { channelId, createStage } from "./stage.ts";

/** A fact in every place where a text may stand, and nothing that the run is about. */
const written = `
id: told
version: 1
title: Told
about: { introduction: One., symptoms: [One], causes: [One], prevention: [One] }
inputs:
  job: { kind: text, label: Which job? }
start: seen
steps:
  seen:
    title: Title of {job}
    say: Say of {job}
    ask:
      output: { kind: text, label: "Label of {job}" }
    probe:
      kind: paste
      command: kubectl get job {job}
      as: number
      findings: { many: value > 5, few: else }
    choices:
      many: { to: mend, label: "Choice of {job}", ask: { how: { kind: text, label: "Asked of {job}" } } }
      few: { to: done, label: Few }
    skip: many
  mend:
    title: Mend {job}
    say: Mend it.
    byHand: ["kubectl delete job {job}"]
    checklist: { alarm: "Follow-up of {job}" }
    choices:
      mended: { to: done, label: "Mended {job}", marks: change }
    skip: mended
ends:
  done: { title: "End of {job}", say: "Ended {job}", outcome: resolved }
`;

const hostile =
  "*b* _i_ `c` <!channel> <@U0ADA> \"q\" 'q' {output} {{job}} $(id) [x](http://x.example)\nnext";

it("a fact of any letters stands in every text, escaped, in Slack as in the postmortem", async () => {
  const folder = await mkdtemp(join(tmpdir(), "handrail-facts-"));
  await mkdir(join(folder, "team/jobs"), { recursive: true });
  await writeFile(join(folder, "team/jobs/told.yaml"), written);
  const catalogue = await loadCatalogue(folder);
  await rm(folder, { recursive: true });
  expect(catalogue.broken).toEqual([]);
  const flow = catalogue.find("told");
  const accounts = { all: [], for: () => Promise.reject() as never };
  const options = { metricPeriodSeconds: 60, metricSettleSeconds: 180 };
  const probes = byId(createGenericProbes({ accounts, options }));
  const stage = await createStage({ flows: [flow], probes });
  await stage.ada.slash(channelId, "/runbook told");
  expect(await stage.ada.submit({ "field:job": hostile })).toMatchObject({ response: null });
  await stage.work();
  const [row] = await stage.engine.rows({ limit: 1 });
  const id = row?.id ?? "";
  const shown: string[] = [];
  const look = async () => {
    await stage.work();
    const sent = await stage.store.messages.all(id);
    const card = sent.find(({ key }) => key === "card")?.ts;
    shown.push(JSON.stringify([...stage.ada.sees(channelId), ...stage.ada.sees(channelId, card)]));
  };
  const visit = async () => currentVisit(await stage.engine.read(id)).id;
  await look();
  await stage.engine.act(
    id,
    { kind: "answer", visit: await visit(), answers: { output: "9" } },
    "U0ADA",
  );
  await look();
  const answers = { how: "by hand" };
  await stage.engine.act(
    id,
    { kind: "choose", visit: await visit(), choice: "many", answers },
    "U0ADA",
  );
  await look();
  await stage.engine.act(id, { kind: "choose", visit: await visit(), choice: "mended" }, "U0ADA");
  await look();
  const run = await stage.engine.read(id);
  const record = toMarkdown(postmortem(flow, run));
  await stage.close();

  const thread = shown.join("\n");
  for (const place of ["Title of", "Choice of", "Mend", "Follow-up of", "Mended", "End of"]) {
    expect(thread, place).toMatch(new RegExp(`${place} [^a-z]{0,6}b`));
    expect(thread, place).not.toContain(`${place} {job}`);
  }
  // Only what Slack reads as mrkdwn can call anybody.
  const read = mrkdwnIn(shown.map((one) => JSON.parse(one))).join("\n");
  expect(read).toContain("&lt;!channel&gt;");
  expect(read).not.toContain("<!channel>");
  expect(record).not.toMatch(/(?:of|Mend|Mended|Ended) \{job\}/);
  expect(record).not.toMatch(/(?<!\\)\](?=\(http)/);
  expect(record).not.toContain("<!channel>");
  for (const place of ["Title of", "Choice of", "Mended"]) expect(record).toContain(place);
  expect(stage.lines).toEqual([]);
  expect(thread).toContain("kubectl delete job '");
  expect(thread).toContain("kubectl get job '");
});

/** Every text of some blocks and messages that Slack reads as mrkdwn. */
function mrkdwnIn(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  const { type, text, blocks } = part as { readonly [name: string]: unknown };
  const own = (type === "mrkdwn" || blocks !== undefined) && typeof text === "string" ? [text] : [];
  return [...own, ...Object.values(part).flatMap((one) => mrkdwnIn(one))];
}
