import { dirname, extname, join, relative } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";

/** What stays a package of its own: libraries in machine code, and letters that are read as files. */
export const unbundled = ["@duckdb/node-api", "@expo-google-fonts/inter", "@resvg/resvg-js"];

/** What libraries use where somebody has it. */
const optional = ["pg-native", "bufferutil", "utf-8-validate"];

/**
 * Bundles the program into `folder`: src/cli.js and src/flow.js, the modules of threads, and the chunks that these share, so that
 * each module exists once. Names are kept and no source map is made: a stack names functions as the sources do, and Node would read
 * a map of megabytes. Returns the folders of the packages whose code is in it.
 */
export async function bundle(root: string, folder: string): Promise<readonly string[]> {
  const built = await rolldown({
    cwd: root,
    input: { "src/cli": "src/cli.ts", "src/flow": "src/flow.ts" },
    platform: "node",
    // AWS's clients and what they stand on can be shaken only where they are modules.
    resolve: { mainFields: ["module", "main"] },
    external: [...unbundled, ...optional],
    plugins: [whereItStood(root), withoutUnused(root)],
    onLog: (_level, { message }) => {
      throw new Error(message);
    },
  });
  const { output } = await built.write({
    ...{ dir: folder, entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
  });
  await built.close();
  return packagesIn(output.filter((part) => part.type === "chunk"));
}

/** Code of ours finds files and modules of threads from where it stands in the sources; in the bundle it stands elsewhere. */
function whereItStood(root: string): Plugin {
  const pathOf = (id: string) => relative(root, id).replace(/\.ts$/, ".js");
  return {
    name: "where-it-stood",
    transform(code, id) {
      if (!/^(src|flows)\//.test(relative(root, id)) || !code.includes("import.meta")) return null;
      if (/import\.meta\.(?!url\b)/.test(code))
        throw new Error(`${id}: only import.meta.url is known here.`);
      for (const [, name] of code.matchAll(/moduleUrl\(import\.meta\.url, "(.+?)"\)/g)) {
        const thread = join(dirname(id), `${name}${extname(id)}`);
        this.emitFile({ type: "chunk", id: thread, fileName: pathOf(thread) });
      }
      return code.replaceAll("import.meta.url", `urlInPackage("${pathOf(id)}")`);
    },
    renderChunk(code, { fileName }) {
      const from = (path: string) => relative(dirname(fileName), path).replace(/^(?!\.)/, "./");
      return code.replace(
        /urlInPackage\("(.+?)"\)/g,
        (_all, path) => `new URL("${from(path)}", import.meta.url).href`,
      );
    },
  };
}

/** Of Bolt what bin/handrail.js leaves out too. */
const withoutUnused = (root: string): Plugin => ({
  name: "without-unused",
  resolveId: (name, from) =>
    /^(\.\/receivers\/\w+Receiver|@slack\/oauth)$/.test(name) && from?.includes("/@slack/bolt/")
      ? join(root, "bin/nothing.cjs")
      : null,
});

function packagesIn(chunks: readonly OutputChunk[]): readonly string[] {
  const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;
  const found = chunks.flatMap(({ moduleIds }) => moduleIds.map((id) => inside.exec(id)?.[0]));
  return [...new Set(found.filter((path) => path !== undefined))].sort();
}
