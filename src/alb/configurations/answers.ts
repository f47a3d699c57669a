import type { IdleSaid } from "../links/idle.ts";
import type { PathServer } from "../links/links.ts";
import { isProxy, serverNamed } from "../links/servers.ts";
import type { Reading } from "./reading.ts";

/**
 * The servers of a request path as far as readings tell, proxies before what stands behind them: the shape of a flow's config
 * answer, and what links() takes. Of several values of one server the worst counts.
 */
export function answersFrom(readings: readonly Reading[]): readonly PathServer[] {
  const names = [...new Set(readings.map(({ server }) => server))].filter(
    (name) => serverNamed(name) !== undefined,
  );
  const path = [...names.filter(passesOn), ...names.filter((name) => !passesOn(name))];
  return path.map((kind) => {
    const worst = (side: Reading["side"]) =>
      readings.find((reading) => reading.server === kind && reading.side === side);
    const keeps = worst("client");
    return {
      kind,
      closes: said(worst("server")),
      ...(keeps === undefined ? {} : { keeps: said(keeps) }),
    };
  });
}

function said(reading: Reading | undefined): IdleSaid {
  if (reading === undefined) return { how: "unknown" };
  const { state, seconds, file, line } = reading;
  const where = `${file}:${line}`;
  if (state === "unknown") return { how: "unknown" };
  if (state === "never" || state === "closes") return { how: "read", state, where };
  if (state === "default" && isTableDefault(reading)) return { how: "default" };
  return seconds === null ? { how: "unknown" } : { how: "read", seconds, where };
}

function isTableDefault({ server, side, seconds }: Reading): boolean {
  const row = serverNamed(server);
  return seconds === (side === "server" ? row?.defaultSeconds : row?.upstream?.defaultSeconds);
}

const passesOn = (name: string) => {
  const server = serverNamed(name);
  return server !== undefined && isProxy(server);
};
