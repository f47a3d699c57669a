import { expect, it } from "vitest";
import { scenarioNamed } from "../../lab/scenarios/index.ts";
import { type EventRead, readLastRun } from "../../lab/training/handrail.ts";
import { backendKnown, fill, type Knowledge } from "../../lab/walk/answers.ts";
import { questionsOf } from "../../lab/walk/form.ts";
import { turn } from "../../lab/walk/knobs.ts";
import { type Practice, startPractice } from "../../lab/walk/practice.ts";
import { look } from "../../lab/walk/sight.ts";

/** A burst is a larger part of the connections, and the moment in which one is lost twice as long, so that more are caught. */
const easilyCaught = { requestsPerSecond: 200, slots: 500, delayMs: 10 };
/** Real requests meet real connections, so a burst may miss them; then the same is asked for again. */
const mostTries = 8;
/** Seconds that anything may take on a busy machine, and a look that sends bursts. */
const [patience, ofBursts] = [300, 900];
/** Of a watch, 20 seconds apart. */
const mostLooks = 45;

it("catches the race in the act, watches the fix until it is proven, and does not catch it again", {
  timeout: 3_600_000,
}, async () => {
  await using parts = new AsyncDisposableStack();
  const practice = parts.adopt(
    await startPractice(scenarioNamed("keepalive-race"), () => {}, easilyCaught),
    (one) => one.close(),
  );
  const { workspace, incident, person, channel } = practice;
  await workspace.as(person).slash(channel, incident.starts);
  await press(practice, /read the access logs/);
  await press(practice, /review the timeouts \(recommended\)$/);
  await press(practice, /^Answer$/, backendKnown(5_000));
  await shows(practice, /^Show me the fix/);
  await take(practice, "First catch it in the act");
  await burst(practice, /^Caught: align the timeouts/, /^Look again$/);

  turn(incident, "fix");
  await press(practice, /^Rolled out as shown/);
  await press(practice, /^Watch it for me/);
  await watched(practice);

  await shows(practice, /^Fixed: keep it so/);
  await take(practice, "Try to catch it again");
  await burst(
    practice,
    /^Not caught any more: keep it so/,
    /^(Not enough yet: send more|Look again$)/,
  );
  await shows(practice, /^Close as resolved/);
  const log = await readLastRun(practice.folder);
  expect(found(log, "alb.catch@").at(0)).not.toBe("not-enough");
  const settled = found(log, "alb.catch@").filter((finding) => finding !== "not-enough");
  expect(settled.slice(-2)).toEqual(["caught", "not-caught"]);
  expect(found(log, "alb.retest@").at(-1)).toBe("fixed");
  expect(told(practice, /” is settled/)).toHaveLength(1);
});

const consent: Knowledge = [[/^sendBefore|^sendAfter|Send them\?/, "Yes, send them"]];

/** Waits for the proof; a watch that cannot tell when it is settled looks every quarter of an hour, so it is hurried. */
async function watched(practice: Practice): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks++) {
    const proof = () => told(practice, /” is settled/);
    const isSeen = await practice.wait(proof, "the proof", 20).catch(() => undefined);
    if (isSeen !== undefined) return;
    // The proof may come first, and take the button away.
    await press(practice, /^Look now$/, [], 5).catch(() => undefined);
  }
  throw new Error(`Not proven in ${mostLooks} looks.`);
}

/** Sends bursts until they end in what is wanted; rejects with what they ended in instead. */
async function burst(practice: Practice, wanted: RegExp, more: RegExp): Promise<void> {
  await press(practice, /^Answer$/, consent);
  for (let tries = 1; tries <= mostTries; tries++) {
    const { label, messageTs } = await shows(practice, / \(recommended\)$/, ofBursts);
    if (wanted.test(label)) return press(practice, wanted);
    const last = textOf(practice, messageTs);
    if (tries === mostTries) throw new Error(`After ${tries} looks: ${last}`);
    await press(practice, more);
    // More requests are another visit, which asks anew whether to send them.
    if (/^Not enough/.test(label)) await press(practice, /^Same as before$/);
  }
}

/** Takes a choice of the step, which may stand behind others. */
function take(practice: Practice, label: string): Promise<void> {
  const { workspace, person, channel } = practice;
  const isShown = look(workspace, person, channel).controls.some((one) =>
    [one.label, ...one.options].some((text) => text.startsWith(label)),
  );
  return isShown
    ? press(practice, new RegExp(`^${label}`))
    : press(practice, /^Something else/, [[/^choice /, label]]);
}

/** Presses the newest button with such a label once it is there, and fills what opens; waits until it shows. */
async function press(
  practice: Practice,
  label: RegExp,
  known: Knowledge = [],
  seconds = patience,
): Promise<void> {
  const { workspace, person, channel, wait } = practice;
  const actor = workspace.as(person);
  const control = await shows(practice, label, seconds);
  const before = textOf(practice, control.messageTs);
  const entry = label.test(control.label)
    ? undefined
    : control.options.find((one) => label.test(one));
  expect(await actor.click(channel, control.messageTs, control.which, entry)).toMatchObject({
    acked: true,
  });
  const took = () => textOf(practice, control.messageTs) !== before;
  // A message may be edited for other reasons, so that alone does not tell that no form opens.
  const opened = () => actor.modal() !== null || (known.length === 0 && took());
  await wait(opened, `something after ${label}`, patience);
  for (let view = actor.modal(); view; view = actor.modal()) {
    expect(await actor.submit(fill(questionsOf(view), known))).toMatchObject({ acked: true });
  }
  await wait(took, `the thread to show ${label}`, patience);
}

const shows = ({ workspace, person, channel, wait }: Practice, label: RegExp, seconds = patience) =>
  wait(
    () =>
      look(workspace, person, channel).controls.findLast((one) =>
        [one.label, ...one.options].some((text) => label.test(text)),
      ),
    `a button ${label}`,
    seconds,
  ).catch((thrown: unknown) => {
    const { messages, controls } = look(workspace, person, channel);
    const said = messages.slice(-4).map(({ text }) => text);
    const offered = controls.flatMap(({ label: one, options }) => [one, ...options]);
    throw new Error([String(thrown), "There was:", ...said, ...offered].join("\n"));
  });

const textOf = ({ workspace, person, channel }: Practice, of: string) =>
  look(workspace, person, channel).messages.find(({ ts }) => ts === of)?.text;

/** What the thread or its channel was told. */
function told({ workspace, person, channel }: Practice, words: RegExp): readonly string[] | null {
  const { messages } = look(workspace, person, channel);
  const fitting = messages.filter(({ text }) => words.test(text)).map(({ text }) => text);
  return fitting.length === 0 ? null : fitting;
}

const found = (log: readonly EventRead[], probe: string): readonly (string | null)[] =>
  log.flatMap((event) => (event.evidence?.probe.startsWith(probe) ? [event.evidence.finding] : []));
