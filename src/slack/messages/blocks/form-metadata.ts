import { encodeHandle, type Handle } from "../../requests/button-value.ts";
import { limits } from "./limits.ts";

/** What a form of several pages keeps from page to page, beside its handle. */
export interface Kept {
  readonly [name: string]: unknown;
}

/**
 * A handle and what a form keeps, as private_metadata; undefined when Slack would refuse it for its
 * length.
 */
export function encodeMetadata(handle: Handle, kept: Kept = {}): string | undefined {
  const text =
    Object.keys(kept).length === 0 ? encodeHandle(handle) : JSON.stringify({ ...handle, kept });
  return text.length <= limits.privateMetadata ? text : undefined;
}

/** What the pages before this one kept; empty when nothing was. */
export function keptIn(metadata: string): Kept {
  try {
    const { kept } = JSON.parse(metadata) as { readonly kept?: unknown };
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
