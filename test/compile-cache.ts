import { join } from "node:path";

/** Tests start some hundred processes of the same sources: half of each one's work is to compile them. */
export function setup(): void {
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "../node_modules/.cache/compiled");
}
