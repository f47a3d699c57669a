import { readFileSync } from "node:fs";
import { checkout } from "../package/archive.ts";

/** The Dockerfile's own text. */
export const dockerfile: string = readFileSync(`${checkout}/Dockerfile`, "utf8");

/** What stands behind each use of an instruction in the last stage, lines that go on joined. */
export const uses = (instruction: string): readonly string[] =>
  [...last.matchAll(new RegExp(`^${instruction} +(.*)$`, "gm"))].map(([, rest]) => rest ?? "");

const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM ")).replaceAll("\\\n", "");

/** The words of an instruction that is written as JSON. */
export const words = (json: string | undefined): string[] => JSON.parse(json ?? "[]");

/** The paths of the checkout that the build copies. */
export function copied(): string[] {
  const lines = dockerfile.matchAll(/^COPY +(?!--from)(.*)$/gm);
  return [...lines].flatMap(([, paths = ""]) => paths.split(" ").slice(0, -1));
}
