import type { IdleAnswer, ServerAnswer } from "../fields/field-builders.ts";
import { isProxy, serverNamed } from "../links/servers.ts";
import type { IdleReading } from "./reading.ts";

/**
 * The request paths as far as readings tell, each from the load balancer inwards: proxies first, and behind them each other server
 * on a path of its own, for only a proxy has a server behind it. Of several values of one server the worst counts.
 */
export function requestPaths(
  readings: readonly IdleReading[],
): readonly (readonly ServerAnswer[])[] {
  const names = [...new Set(readings.map(({ server }) => server))].filter(
    (name) => serverNamed(name) !== undefined,
  );
  const server = (kind: string) => serverOf(kind, readings);
  const proxies = names.filter(passesOn).map(server);
  const others = names.filter((name) => !passesOn(name)).map(server);
  if (others.length === 0) return proxies.length === 0 ? [] : [proxies];
  return others.map((other) => [...proxies, other]);
}

/**
 * The one path that a form can hold: the first, which is the only one where the files tell of one service. A value that a file
 * which was not given may override is no answer: somebody has to say what holds.
 */
export const serverAnswers = (readings: readonly IdleReading[]): readonly ServerAnswer[] =>
  (requestPaths(readings)[0] ?? []).map((answer) => {
    const isPart = readings.some(
      ({ server, side, unless }) =>
        server === answer.kind && side === "server" && unless !== undefined,
    );
    return isPart ? { ...answer, closes: { how: "unknown" } } : answer;
  });

function serverOf(kind: string, readings: readonly IdleReading[]): ServerAnswer {
  const worst = (side: IdleReading["side"]) =>
    readings.find((reading) => reading.server === kind && reading.side === side);
  const [closes, keeps] = [worst("server"), worst("client")];
  return {
    kind,
    closes: closes === undefined ? { how: "unknown" } : readingAnswer(closes),
    ...(keeps === undefined ? {} : { keeps: readingAnswer(keeps) }),
  };
}

export function readingAnswer(reading: IdleReading): IdleAnswer {
  const { state, seconds, file, line } = reading;
  const where = `${file}:${line}`;
  if (state === "unknown") return { how: "unknown" };
  if (state === "never" || state === "closes") return { how: "read", state, where };
  if (state === "default" && isTableDefault(reading)) return { how: "default" };
  return seconds === null ? { how: "unknown" } : { how: "read", seconds, where };
}

function isTableDefault({ server, side, seconds }: IdleReading): boolean {
  const row = serverNamed(server);
  return seconds === (side === "server" ? row?.defaultSeconds : row?.upstream?.defaultSeconds);
}

const passesOn = (name: string) => {
  const server = serverNamed(name);
  return server !== undefined && isProxy(server);
};
