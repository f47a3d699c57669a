import { read } from "../../../../src/alb/configurations/read.ts";
import { knownServers } from "../../../../src/alb/links/servers.ts";

/** What a configuration is, its files by name, and the readings: "nginx server set 65 nginx.conf:3". */
export type Case = readonly [
  says: string,
  files: Readonly<Record<string, string>>,
  readings: readonly string[],
];

/** The readings of files, each as one line. */
export const readingsIn = (files: Readonly<Record<string, string>>) =>
  read(Object.entries(files).map(([name, text]) => ({ name, text })));

export const shown = (files: Readonly<Record<string, string>>): readonly string[] =>
  readingsIn(files).map(({ server, side, state, seconds, file, line }) =>
    [idOf(server), side, state, seconds ?? "-", `${file}:${line}`].join(" "),
  );

const idOf = (name: string) => knownServers.find((server) => server.name === name)?.id ?? name;

/** The readings of one file, with others beside it, in one line: what an unknown one may be instead of where it stands. */
export function only(
  name: string,
  text: string,
  ...more: readonly (readonly [string, string])[]
): string {
  const files = Object.fromEntries([[name, text] as const, ...more]);
  const [line = "", ...others] = shown(files);
  const [reading] = readingsIn(files);
  const may = [...new Set((reading?.others ?? []).flatMap(({ seconds }) => seconds ?? []))];
  const isUnknown = reading?.state === "unknown" && may.length > 0;
  const bare = line.startsWith("load balancer") ? line : line.split(" ").slice(0, 4).join(" ");
  return [isUnknown ? `${bare} may be ${may.join(", ")}` : bare, ...others].join(" + ");
}

/** The line of a file in which no server was recognised. */
export const nothing = "unknown server unknown -";
