import { afterAll, beforeAll } from "vitest";
import { closeWorld, openWorld } from "./attacks/lab.ts";

// What docs/security.md names, tried against the running bot, one after another; the table at the end says what held.
beforeAll(openWorld, 120_000);
afterAll(closeWorld);

await import("./attacks/people.ts");
await import("./attacks/requests.ts");
await import("./attacks/crowds.ts");
await import("./attacks/troubles.ts");
