import type { Flow } from "#flow";
import alb502Keepalive from "./alb-502-keepalive.ts";

/** Every flow that can be started, in the order in which it is listed. */
export const flows: readonly Flow[] = [alb502Keepalive];

/** Earlier versions that open runs still walk. */
export const retired: readonly Flow[] = [];
