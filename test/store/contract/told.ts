import { onTestFinished } from "vitest";
import type { HashedEvent } from "../../../src/engine/audit.ts";
import type { HeldStore } from "../../../src/store/store.ts";

/** What a store tells of its commits until the test is over; others may use the same store. */
export function toldBy(store: HeldStore): readonly HashedEvent[] {
  const told: HashedEvent[] = [];
  onTestFinished(store.onRecorded((one) => told.push(one)));
  return told;
}
