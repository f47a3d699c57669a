import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { roomyMemory } from "./roomy-memory.ts";

/** A new folder for each call, removed when the test file is over. */
export function folders(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(roomyMemory(), "handrail-store-"));
    made.push(folder);
    return folder;
  };
}

/** A new folder, removed when the test that asks for it is over. */
export function folderOfTest(): string {
  const folder = mkdtempSync(join(roomyMemory(), "handrail-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
