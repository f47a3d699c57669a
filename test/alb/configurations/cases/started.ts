import type { Case } from "./case.ts";

/** Next.js, Bun, Deno, and how programs of Node.js are started. */
export const started: readonly Case[] = [
  [
    "Next.js by its script",
    {
      "package.json":
        '{\n  "scripts": {\n    "dev": "next dev",\n    "start": "next start -p 3000 --keepAliveTimeout 70000"\n  }\n}\n',
    },
    ["next server set 70 package.json:4"],
  ],
  [
    "Next.js by default",
    { "package.json": '{\n  "scripts": {\n    "start": "next start"\n  }\n}\n' },
    ["next server default 6 package.json:3"],
  ],
  [
    "a variable that only a standalone Next.js asks for",
    {
      "compose.yaml":
        "services:\n  web:\n    image: shop/web\n    command: node server.js\n    environment:\n      KEEP_ALIVE_TIMEOUT: 75000\n",
    },
    ["next server unknown - compose.yaml:6"],
  ],
  [
    "the same with a Dockerfile that tells what the program is",
    {
      "compose.yaml":
        "services:\n  web:\n    image: shop/web\n    command: node server.js\n    environment:\n      KEEP_ALIVE_TIMEOUT: 75000\n",
      Dockerfile: "FROM node:22\nCOPY --from=build /app/.next/standalone ./\n",
    },
    ["next server set 75 compose.yaml:6"],
  ],
  [
    "Bun",
    {
      "server.ts":
        "Bun.serve({\n  port: 3000,\n  idleTimeout: 120,\n  fetch(request) { return new Response(); },\n});\n",
    },
    ["bun server set 120 server.ts:3"],
  ],
  [
    "Bun by default",
    { "server.ts": 'Bun.serve({ fetch() { return new Response("ok"); } });\n' },
    ["bun server default 10 server.ts:1"],
  ],
  [
    "Deno",
    { "main.ts": 'Deno.serve({ port: 80 }, () => new Response("ok"));\n' },
    ["deno server never - main.ts:1"],
  ],
  [
    "a variable of Next.js, whatever runs",
    {
      "compose.yml":
        "services:\n  a:\n    image: shop/web\n    command: npm run start\n    environment:\n      - KEEP_ALIVE_TIMEOUT=70000\n",
    },
    ["next server unknown - compose.yml:6"],
  ],
  [
    "a start command beside the source that decides",
    {
      Dockerfile: 'FROM node:20\nCMD ["node", "server.js"]\n',
      "server.js": 'require("http").createServer(app).listen(80);\n',
    },
    ["node-20 server default 6 server.js:1"],
  ],
  [
    "a type that is called like it",
    { "types.ts": "interface Options {\n  keepAliveTimeout: number;\n}\n" },
    ["unknown server unknown - types.ts:1"],
  ],
];
