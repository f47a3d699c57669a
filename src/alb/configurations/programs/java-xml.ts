import { milliseconds, timeSpan } from "../duration-units.ts";
import { type Element, parseXml } from "../formats/xml.ts";
import {
  byDefault,
  type Found,
  neverCloses,
  noReuse,
  type Source,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** Commands of JBoss for a listener of Undertow: write-attribute(name=no-request-timeout, value=75000). */
export function readJbossCommands({ text, file, firstLine }: Source): readonly Found[] {
  return text.split("\n").flatMap((whole, index): readonly Found[] => {
    const line = whole.slice(0, 2000).trim();
    if (line.startsWith("#") || !/\/https?-listener=/.test(line)) return [];
    const [, written] =
      /\bno-request-timeout"?,[ \t]{0,9}value=([^,)]{1,100})/.exec(line) ??
      /\bno-request-timeout=([^,)]{1,100})/.exec(line) ??
      [];
    if (written === undefined) return [];
    const value = valueFrom(written, milliseconds);
    return [{ server: "wildfly", side: "server", value, file, line: firstLine + index }];
  });
}

/** Servers that are configured in XML: Tomcat's connectors, Jetty's, the listeners of WildFly, the sites of IIS. */
export function readServerXml(source: Source): readonly Found[] {
  return parseXml(source).flatMap((element) => {
    const { name, attributes } = element;
    if (name === "Connector" && isHttp(element)) return [tomcat(element, source)];
    if (
      /(?:Server|SelectChannel|BlockingChannel|Socket|SslSocket|SslSelectChannel)Connector$/.test(
        attributes.get("class") ?? "",
      )
    )
      return [jetty(element, source)];
    if (name === "http-listener" || name === "https-listener") return [wildfly(element, source)];
    if (name === "limits" && attributes.has("connectiontimeout")) return [iis(element, source)];
    return [];
  });
}

const isHttp = ({ attributes }: Element) => {
  const protocol = attributes.get("protocol") ?? "HTTP/1.1";
  return attributes.has("port") && !/ajp/i.test(protocol);
};

/** Without either attribute Tomcat waits 60 s; its shipped server.xml sets connectionTimeout. */
function tomcat({ attributes, line }: Element, { file }: Source): Found {
  const found = { server: "tomcat", side: "server", file, line } as const;
  if (attributes.get("maxkeepaliverequests") === "1") return { ...found, value: noReuse };
  const text = attributes.get("keepalivetimeout") ?? attributes.get("connectiontimeout");
  if (text === undefined) return { ...found, value: { kind: "default", seconds: 60 } };
  return { ...found, value: valueFrom(text, milliseconds, { negative: neverCloses }) };
}

/** A Property's default applies unless start.ini sets the property. */
function jetty(connector: Element, { file }: Source): Found {
  const set = connector.children.find(
    ({ name, attributes }) =>
      name === "Set" && /^(?:idleTimeout|maxIdleTime)$/.test(attributes.get("name") ?? ""),
  );
  const property = set?.children.find(({ name }) => /^(?:System)?Property$/.test(name));
  const nested = property?.children.find(({ attributes }) => attributes.has("default")) ?? property;
  const text = property === undefined ? set?.text : nested?.attributes.get("default");
  const found = {
    server: "jetty",
    side: "server",
    file,
    line: set?.line ?? connector.line,
  } as const;
  const isOld = !/ServerConnector$/.test(connector.attributes.get("class") ?? "");
  // Up to version 8 the connectors were others, and their default 200 s.
  const without: Value = isOld ? { kind: "default", seconds: 200 } : byDefault;
  const value: Value =
    text === undefined ? without : valueFrom(text, milliseconds, { negative: neverCloses });
  return property === undefined && set !== undefined
    ? { ...found, value }
    : { ...found, value, weak: true };
}

function wildfly({ attributes, line }: Element, { file }: Source): Found {
  const found = { server: "wildfly", side: "server", file, line } as const;
  const text = attributes.get("no-request-timeout");
  if (text === undefined) return { ...found, value: byDefault, weak: true };
  return { ...found, value: valueFrom(text, milliseconds) };
}

function iis({ attributes, line }: Element, { file }: Source): Found {
  const value = valueFrom(attributes.get("connectiontimeout") ?? "", timeSpan);
  return { server: "iis", side: "server", value, file, line };
}
