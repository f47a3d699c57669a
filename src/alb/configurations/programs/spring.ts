import {
  type DurationReader,
  hoconDuration,
  quarkusDuration,
  springDuration,
} from "../duration-units.ts";
import { scalarsOf, type Tree } from "../formats/tree.ts";
import {
  candidate,
  type Found,
  neverCloses,
  noReuse,
  unclear,
  type Value,
} from "../found-values.ts";
import { isDynamic, type Meanings, unquoteValue, valueFrom } from "../read-value.ts";

/** One setting by its path in any spelling: server.tomcat.keep-alive-timeout, SERVER_TOMCAT_KEEPALIVETIMEOUT. */
export interface JavaOption {
  readonly path: string;
  readonly text: string;
  readonly line: number;
}

/** What settings of Spring Boot, Quarkus or Akka say of the server that is built in. */
export function readJavaOptions(options: readonly JavaOption[], file: string): readonly Found[] {
  const byPath = new Map(
    ofProduction(options)
      .filter(({ text }) => text !== "")
      .map((option) => [plain(option.path), option]),
  );
  const once = byPath.get("servertomcatmaxkeepaliverequests");
  if (once?.text === "1") return [found("tomcat-embedded", noReuse, file, once.line)];
  const tomcat = [
    "servertomcatkeepalivetimeout",
    "servertomcatconnectiontimeout",
    "serverconnectiontimeout",
  ]
    .map((path) => byPath.get(path))
    .find((option) => option !== undefined);
  const first = tomcat === undefined ? [] : [tomcatOf(tomcat, file)];
  const rest = rows.flatMap(({ path, server, read, meanings }) => {
    const option = byPath.get(path);
    return option === undefined
      ? []
      : [found(server, durationOf(option, read, meanings), file, option.line)];
  });
  return [...first, ...rest];
}

/** The oldest of the settings is one that a newer Spring Boot passes over. */
function tomcatOf(option: JavaOption, file: string): Found {
  const value = durationOf(option, springDuration, infinite);
  const one = found("tomcat-embedded", value, file, option.line);
  return plain(option.path) === "serverconnectiontimeout" ? { ...one, unless: says.old } : one;
}

/** Quarkus runs with the profile "prod" unless it is told otherwise: what stands there overrides the rest. */
function ofProduction(options: readonly JavaOption[]): readonly JavaOption[] {
  const own = options.flatMap((option) => {
    const [, profile, path] = /^%([\w,-]{1,100})\.(.{1,500})$/.exec(option.path) ?? [];
    if (profile === undefined || path === undefined) return [option];
    return profile.split(",").includes("prod") ? [{ ...option, path, isProfile: true }] : [];
  });
  return own.sort((one, other) => Number("isProfile" in one) - Number("isProfile" in other));
}

/** Whether settings are Spring Boot's: by the file's name, or by keys that it alone has. */
export const isSpring = (as: string, options: readonly JavaOption[]): boolean =>
  options.some(({ path }) =>
    /^(?:spring\.|server\.(?:tomcat|jetty|undertow|netty|servlet)\.)/.test(path),
  ) ||
  (!options.some(({ path }) => ofHelidon.test(path)) &&
    /(?:^|\/)(?:application|bootstrap)(?:-[\w-]{1,60})?\.(?:ya?ml|properties)$/.test(
      as.slice(-200),
    ) &&
    options.some(({ path }) =>
      /^server\.(?:port|address|ssl|compression|error|forward-headers-strategy)/.test(path),
    ));

/** Keys that Spring does not know: its servers have an address, and no host. */
const ofHelidon =
  /^(?:server\.(?:host|sockets|features|connection-options)|app\.greeting|db\.source)\b/;

/** A Spring Boot file that sets no timeout: which server is built in stands in the build, not here. */
export function springWithout(
  options: readonly JavaOption[],
  file: string,
  line: number,
): readonly Found[] {
  const named = options
    .map(({ path }) => /^server\.(tomcat|jetty|undertow|netty)\b/.exec(path)?.[1])
    .find((name) => name);
  if (named !== undefined)
    return [{ ...found(rowOf(named), defaultOf(named), file, line), weak: true }];
  return [{ ...found("tomcat-embedded", unclear(says.which, ...choices), file, line), weak: true }];
}

/** All scalars of a document as settings. */
export const optionsOfTree = (tree: Tree): readonly JavaOption[] =>
  [...scalarsOf(tree)].map(({ path, scalar }) => ({ path, text: scalar.text, line: scalar.line }));

const plain = (path: string) => path.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

const infinite: Meanings = { negative: neverCloses };

interface Row {
  readonly path: string;
  readonly server: string;
  readonly read: DurationReader;
  readonly meanings: Meanings;
}

const rows: readonly Row[] = [
  { path: "serverjettyconnectionidletimeout", server: "jetty", read: springDuration, meanings: {} },
  {
    path: "serverundertownorequesttimeout",
    server: "undertow",
    read: springDuration,
    meanings: { negative: neverCloses },
  },
  { path: "servernettyidletimeout", server: "reactor-netty", read: springDuration, meanings: {} },
  { path: "quarkushttpidletimeout", server: "quarkus", read: quarkusDuration, meanings: {} },
  ...["akkahttpserver", "pekkohttpserver", "playserverhttp"].map((path) => ({
    ...{ path: `${path}idletimeout`, server: "pekko", read: hoconDuration, meanings: {} },
  })),
];

/** HOCON writes "60 s" with a space, and "infinite". */
function durationOf({ text }: JavaOption, read: DurationReader, meanings: Meanings): Value {
  const written = unquoteValue(text);
  if (written === "infinite") return neverCloses;
  return valueFrom(isDynamic(written) ? written : written.replaceAll(" ", ""), read, meanings);
}

const rowOf = (name: string) =>
  ({ tomcat: "tomcat-embedded", netty: "reactor-netty" })[name] ?? name;

const defaultOf = (name: string): Value => (name === "netty" ? neverCloses : { kind: "default" });

const choices = [
  candidate("The default with Tomcat.", { kind: "set", seconds: 60 }),
  candidate("The default with Undertow.", { kind: "set", seconds: 60 }),
  candidate("The default with Jetty.", { kind: "set", seconds: 30 }),
  candidate("The default with Netty (WebFlux).", neverCloses),
];

const found = (server: string, value: Value, file: string, line: number): Found => ({
  server,
  side: "server",
  value,
  file,
  line,
});

const says = {
  old: "Spring Boot knows server.connection-timeout up to 2.2 only; from 2.3 on it does nothing.",
  which: "Nothing sets the timeout, and the text does not tell which server is built in.",
};
