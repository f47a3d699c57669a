import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type LogEntry, type LoggedBalancer, logLine, shopLogged } from "./line.ts";

/**
 * Writes the entries as an ALB delivers them: a gzip file for each node and five minutes, named after the interval's end.
 * Returns the files' paths in the order of their first line.
 */
export async function writeLogFiles(
  folder: string,
  entries: Iterable<LogEntry>,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const open = new Map<string, string[]>();
  const written: string[] = [];
  let slot = Number.NaN;
  const flush = async () => {
    for (const [name, lines] of open) {
      await writeFile(join(folder, name), gzipSync(`${lines.join("\n")}\n`, { level: 1 }));
      written.push(join(folder, name));
    }
    open.clear();
  };
  for (const entry of entries) {
    const end = Math.ceil((entry.created + 1e-6) / 300) * 300;
    if (end !== slot) await flush();
    slot = end;
    const name = fileName(end, entry.node);
    const lines = open.get(name) ?? [];
    open.set(name, lines);
    lines.push(logLine(entry));
  }
  await flush();
  return written;
}

/** Writes the entries as one plain file, as people keep them after zcat; the node is then known from field 34 alone. */
export async function writePlainFile(file: string, entries: Iterable<LogEntry>): Promise<void> {
  await writeFile(file, "");
  let lines: string[] = [];
  for (const entry of entries) {
    if (lines.push(logLine(entry)) < 10_000) continue;
    await appendFile(file, `${lines.join("\n")}\n`);
    lines = [];
  }
  if (lines.length > 0) await appendFile(file, `${lines.join("\n")}\n`);
}

/** "123456789012_elasticloadbalancing_eu-west-1_app.shop.50dc6c495c0c9188_20260101T0005Z_10.0.0.1_…log.gz". */
export function fileName(end: number, node: string, balancer = shopLogged, word?: string): string {
  const { account, region, name, id } = balancer;
  const stamp = new Date(end * 1_000).toISOString().replaceAll(/[-:]/g, "").slice(0, 13);
  const last = word ?? node.replaceAll(".", "");
  return `${account}_elasticloadbalancing_${region}_app.${name}.${id}_${stamp}Z_${node}_${last}.log.gz`;
}

/** Where a bucket has a file, by the day of its interval's end: "prefix/AWSLogs/123456789012/elasticloadbalancing/…". */
export function fileKey(
  end: number,
  node: string,
  balancer: LoggedBalancer,
  prefix: string,
  word?: string,
): string {
  const day = new Date(end * 1_000).toISOString().slice(0, 10).replaceAll("-", "/");
  const { account, region } = balancer;
  const begin = prefix === "" ? "" : `${prefix}/`;
  const name = fileName(end, node, balancer, word);
  return `${begin}AWSLogs/${account}/elasticloadbalancing/${region}/${day}/${name}`;
}
