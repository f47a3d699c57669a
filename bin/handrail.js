#!/usr/bin/env node
// Plain JavaScript that very old versions of Node can read, so that they can say which version is needed.
import { existsSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const needed = 24;
const running = process.versions.node;

if (Number(running.split(".")[0]) < needed) {
  console.error(
    "Handrail needs Node " +
      needed +
      " or newer; this is Node " +
      running +
      ". Install it from https://nodejs.org, or run `npx --package=node@" +
      needed +
      " --package=handrail handrail`.",
  );
  process.exitCode = 1;
} else {
  // What Node compiles is kept for the next start, in a folder of this user's; where there can be none, Node goes without.
  module.enableCompileCache(
    process.env.NODE_COMPILE_CACHE ||
      join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "handrail"),
  );
  // A checkout has the sources, which Node runs as they are; the package has JavaScript only.
  const isCheckout = existsSync(new URL("../src/cli.ts", import.meta.url));
  const part = (name) =>
    new URL(isCheckout ? `../src/${name}.ts` : `../dist/src/${name}.js`, import.meta.url).href;
  const unusedOfBolt = /^(\.\/receivers\/\w+Receiver|@slack\/oauth)$/;
  const nothing = new URL("nothing.cjs", import.meta.url).href;
  module.registerHooks({
    resolve: (name, context, next) => {
      // Runbooks in TypeScript stand in any folder, where nothing need be installed.
      if (name === "handrail/flow") return { url: part("flow"), shortCircuit: true };
      // Bolt brings along a web framework, OAuth and sockets, to hear Slack in four ways; Handrail hears it in ways of its own.
      if (unusedOfBolt.test(name) && context.parentURL.includes("/@slack/bolt/"))
        return { url: nothing, format: "commonjs", shortCircuit: true };
      // zod brings its messages along in sixty languages, a file each; Handrail says everything in words of its own.
      return name === "../locales/index.js" && context.parentURL.includes("/zod/v4/")
        ? { url: "data:text/javascript,", format: "module", shortCircuit: true }
        : next(name, context);
    },
  });
  import(part("cli"));
}
