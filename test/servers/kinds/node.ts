import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { after, type Case, type Program } from "../case.ts";

const kind = "Node.js http (v20 late, v22 - v26)";

/** Node of this major version: the project's own, one on the path, or one from npm. */
const node = (major: number): Program => ({
  name: `Node ${major}`,
  find: async () => {
    const own = dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const places = [join(own, "bin"), ...(process.env.PATH ?? "").split(delimiter)];
    for (const path of places.map((place) => join(place, "node"))) {
      const version = await printedBy(path, ["--version"]);
      if (version?.startsWith(`v${major}.`)) return path;
    }
    // npm keeps it in its cache, outside of this project.
    const from = ["exec", "--yes", `--package=node@${major}`, "--", "node", "-p"];
    return printedBy("npm", [...from, "process.execPath"]);
  },
  install: `npm install --prefix "$(mktemp -d)" node@${major}, and put its bin folder on the PATH`,
});

const printedBy = (path: string, args: readonly string[]): Promise<string | undefined> =>
  promisify(execFile)(path, [...args], { timeout: 120_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );

const serverOf = (set: string) => `import { createServer } from "node:http";

const server = createServer((request, response) => response.end("ok"));
${set}
server.listen(process.env.PORT, "127.0.0.1");
`;

const cases = (major: number): readonly Case[] => {
  const common = {
    kind,
    program: node(major),
    start: ({ port }) => ({ args: ["server.mjs"], env: { PORT: String(port) } }),
    read: ["server.mjs"],
  } satisfies Partial<Case>;
  return [
    {
      ...common,
      name: `Node ${major}, as it is`,
      files: () => ({ "server.mjs": serverOf("") }),
      closes: after(6),
      isDefault: true,
    },
    {
      ...common,
      name: `Node ${major}, keepAliveTimeout 2000, and a connection takes 7 requests`,
      files: () => ({
        "server.mjs": serverOf(
          "server.keepAliveTimeout = 2_000;\nserver.maxRequestsPerSocket = 7;",
        ),
      }),
      // Node adds a second by itself.
      closes: after(3),
      requestCap: 7,
    },
  ];
};

export const nodeCases: readonly Case[] = [...cases(20), ...cases(24)];
