import { wholeSeconds } from "../duration-units.ts";
import { plainWords } from "../formats/lines.ts";
import { byDefault, type Found, noReuse, type Source, type Value } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** When OpenLiteSpeed closes idle connections, and how long it keeps one to a proxied server: its plain httpd_config.conf. */
export function readLitespeed(sources: readonly Source[]): readonly Found[] {
  return sources.flatMap((source) => {
    const lines = linesOf(source);
    const tuning = lines.filter(({ block }) => block === "tuning");
    return [serverSide(source, tuning), ...clientSide(source, lines)];
  });
}

interface Line {
  /** The outermost block that it stands in, with what is behind its name. */
  readonly block: string;
  readonly id: number;
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** Keep-alive is off with no more than one request for each connection. */
function serverSide({ file, firstLine }: Source, tuning: readonly Line[]): Found {
  const found = { server: "litespeed", side: "server", file } as const;
  const requests = last(tuning, "maxKeepAliveReq");
  if (requests !== undefined && /^[01]$/.test(requests.value))
    return { ...found, value: noReuse, line: requests.line };
  const idle = last(tuning, "keepAliveTimeout");
  if (idle === undefined) return { ...found, value: byDefault, line: firstLine, weak: true };
  return { ...found, value: valueFrom(idle.value, wholeSeconds), line: idle.line };
}

/** Only programs that are reached by HTTP; -1 and 0 say something that is not established. */
function clientSide({ file }: Source, lines: readonly Line[]): readonly Found[] {
  const proxies = lines.filter(({ block, name, value }) =>
    block === "extprocessor" && name === "type" ? value === "proxy" : false,
  );
  return proxies.flatMap(({ id }) => {
    const keeps = last(
      lines.filter((one) => one.id === id),
      "pcKeepAliveTimeout",
    );
    if (keeps === undefined) return [];
    const value: Value = valueFrom(keeps.value, wholeSeconds);
    return [{ server: "litespeed", side: "client" as const, value, file, line: keeps.line }];
  });
}

const last = (lines: readonly Line[], name: string) => lines.findLast((line) => line.name === name);

function linesOf({ text, firstLine }: Source): readonly Line[] {
  let [depth, id, block] = [0, 0, ""];
  return text.split("\n").flatMap((whole, index) => {
    const written = whole.slice(0, 2_000).trim();
    if (written === "" || written.startsWith("#")) return [];
    const [name = ""] = plainWords(written);
    const value = written.slice(name.length);
    if (written.endsWith("{")) {
      if (depth === 0) [block, id] = [name.toLowerCase(), id + 1];
      depth += 1;
      return [];
    }
    if (written.startsWith("}")) {
      depth = Math.max(0, depth - 1);
      if (depth === 0) block = "";
      return [];
    }
    return [{ block, id, name, value: value.trim(), line: firstLine + index }];
  });
}
