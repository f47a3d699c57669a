import { fileURLToPath } from "node:url";
import type { Flow } from "#flow";
import { readYamlFlows } from "../src/notation/flow-folder.ts";
import alb502Keepalive from "./alb-502-keepalive.ts";

const written = await readYamlFlows(fileURLToPath(new URL(".", import.meta.url)));

/** Every flow that can be started, in the order in which it is listed: the one in TypeScript, and those in YAML. */
export const flows: readonly Flow[] = [alb502Keepalive, ...written.flows];

/** Files here that hold no runbook, or one that nobody could walk, and where the others stand. */
export const { unread, origins } = written;

/** Earlier versions that open runs still walk. */
export const retired: readonly Flow[] = written.retired;
