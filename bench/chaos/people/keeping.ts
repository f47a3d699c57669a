import type { PayloadDelivery } from "../../../lab/workspace/delivery/envelopes.ts";
import { asText } from "../../../lab/workspace/json.ts";
import type { Wanted } from "../told.ts";
import { pick } from "../weather.ts";
import { look } from "./seen.ts";
import type { Saying, Walker } from "./walker.ts";

/** Slack shows a message late to those who look for it; nobody keeps one that was just said. Milliseconds. */
const ripeMs = 4_000;
const mostSayings = 20;

/** Says something in a run's thread, or keeps, edits, withdraws or deletes what was said there. */
export async function keep(walker: Walker): Promise<void> {
  const { random, sayings } = walker;
  const ripe = sayings.filter(({ saidAt }) => saidAt < Date.now() - ripeMs);
  if (ripe.length === 0 || random.uniform() < 0.3) return say(walker);
  const saying = pick(random, ripe);
  if (!saying.isKept) return pin(walker, saying);
  const kind = random.uniform();
  if (kind < 0.3) return withdraw(walker, saying);
  if (kind < 0.5) return remove(walker, saying);
  return kind < 0.7 ? editTwice(walker, saying) : edit(walker, saying);
}

async function say({ workspace, person, random, diary, sayings }: Walker): Promise<void> {
  const steps = look(workspace).filter(({ handle }) => handle.visit !== undefined);
  if (steps.length === 0) return;
  const { channel, ts: step, handle } = pick(random, steps);
  const threadTs = workspace.data.messages.find((one) => one.ts === step)?.threadTs ?? null;
  const text = diary.unique("thinks");
  const { ts } = await workspace.as(person).say(channel, text, { threadTs });
  if (handle.run === undefined) return;
  sayings.push({ channel, ts, run: handle.run, saidAt: Date.now(), text, isKept: false });
  if (sayings.length > mostSayings) sayings.shift();
}

async function pin(walker: Walker, saying: Saying): Promise<void> {
  const { run, text } = saying;
  saying.isKept = await heard(walker, saying, { kind: "noted", run, text }, () =>
    react(walker, saying),
  );
}

async function withdraw(walker: Walker, saying: Saying): Promise<void> {
  const wants = { kind: "noteWithdrawn", run: saying.run } as const;
  await heard(walker, saying, wants, () => react(walker, saying));
  forget(walker, saying);
}

/** By whom, Slack does not tell. */
async function remove(walker: Walker, saying: Saying): Promise<void> {
  const { channel, ts, run } = saying;
  const wants = { kind: "noteWithdrawn", run } as const;
  const removal = () => walker.workspace.as(walker.person).remove(channel, ts);
  await heard({ ...walker, person: "handrail" }, saying, wants, removal, { ofRun: run });
  forget(walker, saying);
}

async function edit(walker: Walker, saying: Saying): Promise<void> {
  const text = walker.diary.unique("rather thinks");
  const wants = { kind: "noteRevised", run: saying.run, text } as const;
  saying.text = text;
  await heard(walker, saying, wants, () => rewrite(walker, saying, text), { ofRun: saying.run });
}

/** The first of two edits at once may be passed over, where the second came first. */
async function editTwice(walker: Walker, saying: Saying): Promise<void> {
  const text = walker.diary.unique("once thought");
  const wants = { kind: "noteRevised", run: saying.run, text } as const;
  const first = () => rewrite(walker, saying, text);
  const passedOver = { ofRun: saying.run, isRefused: () => true };
  await Promise.all([heard(walker, saying, wants, first, passedOver), edit(walker, saying)]);
}

const react = ({ workspace, person }: Walker, { channel, ts }: Saying) =>
  workspace.as(person).react(channel, ts, "pushpin");

const rewrite = ({ workspace, person }: Walker, { channel, ts }: Saying, text: string) =>
  workspace.as(person).edit(channel, ts, text);

/**
 * Writes down what was asked for; true when it was taken. What was not is left alone from then on: it may be recorded when
 * Slack sends it again, whatever was done meanwhile, and is never where the bot was no member of the channel. One event may
 * change several runs, so its id may have the run behind it.
 */
async function heard(
  walker: Walker,
  saying: Saying,
  wants: Wanted,
  tell: () => Promise<PayloadDelivery | null>,
  more: { readonly ofRun?: string; readonly isRefused?: () => boolean } = {},
): Promise<boolean> {
  const sentAt = Date.now();
  const told = await tell();
  const acked = told?.acked ?? false;
  const event = asText(told?.payload.event_id) ?? walker.diary.unique("untold");
  const { ofRun, isRefused = () => false } = more;
  const id = ofRun === undefined ? event : `${event} ${ofRun}`;
  const { run, channel, ts } = saying;
  const about = `${channel} ${ts}`;
  const ruled = { run, act: { kind: "note", text: saying.text }, channel } as const;
  const attempt = { sentAt, answeredAt: Date.now(), acked, isRefused };
  walker.diary.write({ id, by: walker.person, wants, about, ruled, ...attempt });
  if (!acked) forget(walker, saying);
  return acked;
}

function forget({ sayings }: Walker, saying: Saying): void {
  const at = sayings.indexOf(saying);
  if (at >= 0) sayings.splice(at, 1);
}
