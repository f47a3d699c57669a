import { propertiesOf } from "../formats/properties.ts";
import { byDefault, type Found, type Source } from "../found.ts";
import { milliseconds } from "../units.ts";
import { valueFrom } from "../value.ts";
import { readJavaOptions, springWithout } from "./spring.ts";

/** Settings on lines of their own: Spring Boot, Quarkus, Akka, and start.ini of Jetty. */
export function readProperties(source: Source): readonly Found[] {
  const { file, firstLine, text } = source;
  const properties = propertiesOf(source);
  const options = properties.map(({ key, value, line }) => ({ path: key, text: value, line }));
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
  if (/^--module=[^\n]*\bhttps?\b/m.test(text)) {
    return [
      { server: "jetty", side: "server", value: byDefault, file, line: firstLine, weak: true },
    ];
  }
  const found = readJavaOptions(options, file);
  return found.length > 0 ? found : springWithout(options, file, firstLine);
}
