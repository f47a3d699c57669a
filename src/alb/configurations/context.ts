import type { Source } from "./found.ts";

/** What all files together tell: each reader may look at the others' texts and at the versions named anywhere. */
export interface Context {
  readonly sources: readonly Source[];
  readonly versions: Versions;
  /** nginx.conf is the one of the official image, because nothing in the Dockerfile replaces it. */
  readonly nginxImage: boolean;
  /** The same, and nothing is put beside it. */
  readonly nginxUntouched: boolean;
  /** Some file names Next.js: its build folder, or the package. */
  readonly hasNext: boolean;
}

/** Versions as one number to compare, 1.29.7 being 1029007; absent where no file names one. */
export interface Versions {
  readonly nginx?: number;
  readonly node?: number;
  readonly puma?: number;
}

/** "1.29.7", "1.29" or "22" as one number to compare. */
export function versionNumber(text: string): number {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return major * 1_000_000 + minor * 1000 + patch;
}

/** The versions and images that Dockerfiles, manifests, lock files and version files name. */
export function contextOf(sources: readonly Source[]): Context {
  const texts = sources.map(({ text }) => text.slice(0, longestLook));
  const find = (pattern: RegExp) => {
    const found = texts.map((text) => pattern.exec(text)?.[1]).find((version) => version);
    return found === undefined ? undefined : versionNumber(found);
  };
  const node = find(nodePattern) ?? versionFile(sources);
  const nginx = find(nginxPattern);
  const images = texts.map(imageOf);
  const puma = find(/^ {4}puma \((\d+(?:\.\d+){0,2})\b/m);
  return {
    sources,
    versions: {
      ...(node === undefined ? {} : { node }),
      ...(nginx === undefined ? {} : { nginx }),
      ...(puma === undefined ? {} : { puma }),
    },
    nginxImage: images.some((image) => image !== "none"),
    nginxUntouched: images.includes("untouched"),
    hasNext: texts.some((text) => /\.next\/|"next"[ \t]*:|\bnext (?:start|build)\b/.test(text)),
  };
}

const nodePattern =
  /(?:^[ \t]*FROM[ \t](?:\S*\/)?node:|\bimage:[ \t]*["']?(?:\S*\/)?node:|"node":[ \t]*"[\^~v]*)(\d+(?:\.\d+){0,2})/im;
const nginxPattern =
  /(?:^[ \t]*FROM[ \t](?:\S*\/)?nginx:|\bimage:[ \t]*["']?(?:\S*\/)?nginx:|nginx version: nginx\/)(\d+(?:\.\d+){0,2})/im;

function versionFile(sources: readonly Source[]): number | undefined {
  const file = sources.find(({ as }) => /(?:^|\/)\.(?:nvmrc|node-version)$/.test(as));
  const version = /^v?(\d+(?:\.\d+){0,2})/.exec(file?.text.trim() ?? "")?.[1];
  return version === undefined ? undefined : versionNumber(version);
}

/** Whether the last stage is nginx's image with the nginx.conf that it brings, and with nothing beside that either. */
function imageOf(text: string): "none" | "nginx" | "untouched" {
  const stages = text.split(/^[ \t]*FROM[ \t]/im);
  const last = stages.length > 1 ? (stages.at(-1) ?? "") : "";
  const isNginx = /^(?:--\S+[ \t]+)?(?:\S*\/)?nginx(?:[:@]\S*)?(?:[ \t]|\r?\n|$)/i.test(last);
  const lines = last.split("\n").filter((line) => !/^[ \t]*#/.test(line));
  // Copied over it, or changed in place.
  const isReplaced = lines.some(
    (line) =>
      /^[ \t]*(?:COPY|ADD)[ \t].*\/etc\/nginx\/?[ \t\r]*$/i.test(line) ||
      line.includes("/etc/nginx/nginx.conf"),
  );
  if (!isNginx || isReplaced) return "none";
  const isAdded = lines.some((line) => line.includes("/etc/nginx/") && !/\brm[ \t]/.test(line));
  return isAdded ? "nginx" : "untouched";
}

const longestLook = 200_000;
