import type { Flow } from "#flow";
import alb502Keepalive from "./alb-502-keepalive.ts";
import alb502Keepalive1 from "./retired/alb-502-keepalive@1.ts";

/** Every flow that can be started, in the order in which it is listed. */
export const flows: readonly Flow[] = [alb502Keepalive];

/** Earlier versions that open runs still walk. */
export const retired: readonly Flow[] = [alb502Keepalive1];
