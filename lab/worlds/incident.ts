import { startAccount } from "../aws/account.ts";
import type { Console, Played } from "../incident/contract.ts";
import { answersOf, logGroupsOf } from "./answers.ts";
import { startEndpoint } from "./endpoint.ts";
import { createPast, levelAt, type WorldPast } from "./past.ts";
import { seriesOf } from "./series.ts";
import type { World } from "./shape.ts";

/** How a world is played. */
export interface PlayOptions {
  readonly periodSeconds: number;
  readonly settleSeconds: number;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** A world that is played, with what a responder answers. */
export interface PlayedWorld extends Played {
  readonly answers: World["answers"];
}

/** Plays a world: an AWS account in which it can be read, and a console with which it changes. */
export async function playWorld(world: World, options: PlayOptions): Promise<PlayedWorld> {
  const { periodSeconds, settleSeconds, clock = Date.now } = options;
  const past = createPast(world, clock());
  const account = await startAccount({
    loadBalancers: [],
    play: answersOf(world, past, clock),
    series: seriesOf(world, past),
    ...{ logGroups: logGroupsOf(world, past, clock), logPolls: 0 },
    ...{ clock, settleSeconds, shortestPeriodSeconds: periodSeconds },
  });
  const endpoint = world.endpoint && (await startEndpoint(world.endpoint, past, clock));
  const answers = withUrl(world.answers, endpoint?.url ?? "");
  return {
    awsEndpoint: account.endpoint,
    credentials: account.credentials,
    ...{ region: world.region, account, answers },
    starts: `/runbook ${world.flow} ${Object.values(answers)[0]}`,
    settings: { HANDRAIL_CHECK_HOSTS: "127.0.0.1" },
    console: consoleOf(world, past, clock),
    logged: Promise.resolve(),
    honesty: honesty(options),
    close: async () => {
      await Promise.all([account.close(), endpoint?.close()]);
    },
  };
}

const withUrl = (answers: World["answers"], url: string): World["answers"] =>
  Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      typeof answer === "string" ? answer.replace("{url}", url) : answer,
    ]),
  );

function consoleOf({ knobs, metrics }: World, past: WorldPast, clock: () => number): Console {
  return {
    knobs: () =>
      Object.entries(knobs).map(([word, { label, leads }]) => ({
        ...{ word, label },
        works: leads[past.phaseAt(clock())] !== undefined,
      })),
    turn: (word) => {
      const knob = knobs[word];
      if (knob === undefined) return `There is nothing called “${word}” here.`;
      return past.turn(word, clock()) ? knob.does : "That changes nothing now.";
    },
    readings: () =>
      metrics.map((metric) => {
        const level = levelAt(metric, past.until(clock()), clock());
        const unit = metric.per === undefined ? "" : " a minute";
        const name = [metric.metric, ...(metric.stat === undefined ? [] : [metric.stat])].join(" ");
        return { label: name, value: level === undefined ? "none" : `${shown(level)}${unit}` };
      }),
  };
}

const shown = (level: number): string =>
  level >= 100 ? String(Math.round(level)) : String(Number(level.toPrecision(2)));

const honesty = ({ periodSeconds, settleSeconds }: PlayOptions) => [
  "This world is made up: what AWS shows of it follows a script, and the buttons of its console change the script.",
  `Metrics come in periods of ${periodSeconds} seconds; at AWS the shortest is 60 seconds.`,
  `Metrics show after ${settleSeconds} seconds; at AWS that takes about 3 minutes.`,
];
