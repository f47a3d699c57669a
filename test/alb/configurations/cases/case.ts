import { read } from "../../../../src/alb/configurations/read.ts";
import { servers } from "../../../../src/alb/links/servers.ts";

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

const idOf = (name: string) => servers.find((server) => server.name === name)?.id ?? name;
