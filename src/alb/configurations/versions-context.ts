import { baseOf, headLines, plainWords } from "./formats/lines.ts";
import { entryAt, type Tree, textOf } from "./formats/tree.ts";
import type { Source } from "./found-values.ts";
import { sharedVariables } from "./wrappers/manifests.ts";
import { isPatch } from "./wrappers/patches.ts";

/** What all files together tell: each reader may look at the others' texts and at the versions named anywhere. */
export interface Context {
  readonly sources: readonly Source[];
  readonly versions: Versions;
  /** nginx.conf is the one of the official image, because nothing in the Dockerfile replaces it. */
  readonly nginxImage: boolean;
  /** The same, and nothing is put beside it. */
  readonly nginxUntouched: boolean;
  /** Profiles of Spring that something switches on. */
  readonly profiles: ReadonlySet<string>;
  /** Some file names Next.js: its build folder, or the package. */
  readonly hasNext: boolean;
  /** What ConfigMaps and Secrets hold, by their names, for containers that take their variables from there. */
  readonly shared: ReadonlyMap<string, Tree>;
  /** Some program binds Kestrel's options to what its settings say. */
  readonly bindsKestrel: boolean;
  /** A patch changes what a container starts. */
  readonly isPatched: boolean;
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

/** The given file that a command names: of the same name at the end of its path. */
export const fileNamed = (path: string, sources: readonly Source[]): Source | undefined =>
  sources.find(({ as }) => baseOf(as) === baseOf(path));

/** The versions and images that Dockerfiles, manifests, lock files and version files name. */
export function readContext(sources: readonly Source[], trees: readonly Tree[]): Context {
  const lines = sources.map(({ text }) => headLines(text));
  const every = lines.flat();
  const find = (image: string) =>
    firstOf(every, (line) => versionIn(imagesIn(line).find((one) => imageBaseName(one) === image)));
  const node = find("node") ?? firstOf(every, packageEngine) ?? versionFile(sources);
  const nginx = find("nginx") ?? firstOf(every, nginxBanner);
  const puma = firstOf(every, (line) => /^puma \((\d{1,4}[\d.]{0,12})/.exec(line)?.[1]);
  const images = lines.map(imageOf);
  const numbered = (name: string, text: string | undefined) =>
    text === undefined ? {} : { [name]: versionNumber(text) };
  return {
    sources,
    versions: {
      ...numbered("node", node),
      ...numbered("nginx", nginx),
      ...numbered("puma", puma),
    },
    nginxImage: images.some((image) => image !== "none"),
    nginxUntouched: images.includes("untouched"),
    profiles: new Set([...lines.flatMap(profilesIn), ...trees.flatMap(activeIn)]),
    hasNext: every.some((line) => /\.next\/|"next"[ \t]{0,9}:|\bnext (?:start|build)\b/.test(line)),
    shared: new Map(trees.flatMap(sharedVariables)),
    bindsKestrel: sources.some(({ text }) => kestrelBound.test(text)),
    isPatched: trees.some(isPatch),
  };
}

const kestrelBound = /Configure<KestrelServerOptions>|GetSection\("Kestrel"\)\.(?:Bind|Get)\b/;

/** SPRING_PROFILES_ACTIVE=prod, -Dspring.profiles.active=prod, spring.profiles.active: prod; also a name with its value below. */
function profilesIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    if (!/spring[._]profiles[._]active/i.test(line) || line.startsWith("#")) return [];
    const [, own] =
      /spring[._]profiles[._]active["']?[ \t]{0,3}[=:][ \t]{0,3}["']?([\w,-]{1,100})/i.exec(line) ??
      [];
    const [, below] =
      /^value:[ \t]{0,3}["']?([\w,-]{1,100})["']?$/.exec(lines[index + 1] ?? "") ?? [];
    return (own ?? below ?? "").split(",").filter((name) => name !== "");
  });
}

/** spring: { profiles: { active: prod } } */
const activeIn = (tree: Tree) =>
  (textOf(entryAt(tree, "spring", "profiles", "active")?.value) ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => /^[\w-]{1,100}$/.test(name));

function firstOf(lines: readonly string[], test: (line: string) => string | undefined) {
  for (const line of lines) {
    const found = test(line);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The images that a line names: FROM node:22, image: nginx:1.27. */
function imagesIn(line: string): readonly string[] {
  const words = plainWords(line);
  const at = words.findIndex((word) => /^FROM$/i.test(word) || /^"?image"?:$/.test(word));
  if (at === -1 || at > 1) return [];
  const image = words.slice(at + 1).find((word) => !word.startsWith("--"));
  return image === undefined ? [] : [image.replaceAll(/["',]/g, "")];
}

/** "nginx" of docker.io/library/nginx:1.27-alpine. */
export const imageBaseName = (image: string): string =>
  baseOf(image.split("@")[0] ?? "").split(":")[0] ?? "";

const versionIn = (image: string | undefined) =>
  /^:v?(\d{1,4}(?:\.\d{1,4}){0,2})/.exec(image?.slice(image.lastIndexOf(":")) ?? "")?.[1];

const packageEngine = (line: string) =>
  /^"node":[ \t]{0,9}"[\^~v]?(\d{1,4}(?:\.\d{1,4}){0,2})/.exec(line)?.[1];

const nginxBanner = (line: string) =>
  /^nginx version: nginx\/(\d{1,4}(?:\.\d{1,4}){0,2})/.exec(line)?.[1];

function versionFile(sources: readonly Source[]): string | undefined {
  const file = sources.find(({ as }) => /^\.(?:nvmrc|node-version)$/.test(baseOf(as)));
  return /^v?(\d{1,4}(?:\.\d{1,4}){0,2})/.exec(file?.text.slice(0, 100).trim() ?? "")?.[1];
}

/** Whether the last stage is nginx's image with the nginx.conf that it brings, and with nothing beside that either. */
function imageOf(lines: readonly string[]): "none" | "nginx" | "untouched" {
  const from = lines.findLastIndex((line) => /^FROM[ \t]/i.test(line));
  const [image = ""] = from === -1 ? [] : imagesIn(lines[from] ?? "");
  const isNginx = /^nginx(?:-unprivileged)?$/.test(imageBaseName(image));
  const stage = lines.slice(from + 1).filter((line) => !line.startsWith("#"));
  // Copied over it, or changed in place.
  const isReplaced = stage.some(
    (line) =>
      (/^(?:COPY|ADD)[ \t]/i.test(line) &&
        /^\/etc\/nginx\/?$/.test(plainWords(line).at(-1) ?? "")) ||
      line.includes("/etc/nginx/nginx.conf"),
  );
  if (!isNginx || isReplaced) return "none";
  const isAdded = stage.some((line) => line.includes("/etc/nginx/") && !/\brm[ \t]/.test(line));
  return isAdded ? "nginx" : "untouched";
}
