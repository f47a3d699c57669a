import { milliseconds } from "../duration-units.ts";
import { isHocon, parseHocon } from "../formats/hocon.ts";
import { headLines } from "../formats/lines.ts";
import { type Property, parseProperties } from "../formats/properties.ts";
import { byDefault, type Found, type Source } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import { readParts, type SettingsPart, springProfile } from "./jvm.ts";
import { readJavaOptions } from "./spring.ts";

/** Settings on lines of their own: Spring Boot, Quarkus, Akka, and start.ini of Jetty. */
export function readProperties(source: Source): readonly Found[] {
  const { file, firstLine, text } = source;
  if (headLines(text).some(isHocon)) return readHocon(source);
  const properties = parseProperties(source);
  const jetty = properties.filter(({ key }) => /^jetty\.(?:http|ssl)\.idleTimeout$/.test(key));
  if (jetty.length > 0) {
    return jetty.map(({ value, line }) => ({
      server: "jetty",
      side: "server",
      value: valueFrom(value, milliseconds),
      file,
      line,
    }));
  }
  if (headLines(text).some(isHttpModule)) {
    return [
      { server: "jetty", side: "server", value: byDefault, file, line: firstLine, weak: true },
    ];
  }
  return readParts(partsOf(properties, source), source);
}

/** Akka, Pekko and Play. */
function readHocon(source: Source): readonly Found[] {
  const { file, firstLine: line } = source;
  const options = parseHocon(source).map(({ key, value, line: at }) => ({
    path: key,
    text: value,
    line: at,
  }));
  const found = readJavaOptions(options, file);
  const isServer = options.some(({ path }) => /^(?:akka|pekko)\.http\.server\./.test(path));
  if (found.length > 0 || !isServer) return found;
  return [{ server: "pekko", side: "server", value: byDefault, file, line, weak: true }];
}

const isHttpModule = (line: string) =>
  line.startsWith("--module=") &&
  line
    .slice(9)
    .split(",")
    .some((name) => /^https?$/.test(name.trim()));

/** The documents of a properties file, which lines of "#---" separate. */
function partsOf(
  properties: readonly Property[],
  { text, firstLine }: Source,
): readonly SettingsPart[] {
  const marks = text
    .split("\n")
    .flatMap((line, index) =>
      /^[#!]---\s{0,9}$/.test(line.slice(0, 20)) ? [firstLine + index] : [],
    );
  return [firstLine, ...marks].map((start, index) => {
    const end = marks[index] ?? Number.POSITIVE_INFINITY;
    const options = properties
      .filter(({ line }) => line >= start && line < end)
      .map(({ key, value, line }) => ({ path: key, text: value, line }));
    return { options, line: start, profile: springProfile(options) };
  });
}
