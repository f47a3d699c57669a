import type { RequestListener } from "node:http";
import { startBackend } from "../../alb/backend.ts";

/** A real server behind the practice load balancer. */
export interface Target {
  /** Where requests go, and where it is asked whether it is well; on 127.0.0.1. */
  readonly port: number;
  readonly checks: number;
  readonly setKeepAlive: (milliseconds: number) => void;
  /** Ends it at once, with whatever is under way. */
  readonly close: () => Promise<void>;
}

/** Starts a target with a keep-alive in milliseconds. */
export type OpenTarget = (keepAliveMs: number) => Promise<Target>;

/** Node.js servers that answer like this. */
export const nodeTarget =
  (answer: RequestListener): OpenTarget =>
  async (keepAliveMs) => {
    const { port, setKeepAlive, close } = await startBackend({ keepAliveMs, answer });
    return { port, checks: port, setKeepAlive, close };
  };
