import type { Token } from "./scan.ts";

/** Whether a token stands in a block that a condition opens, or in the one statement after it, as C#, Go, Java and Kotlin write them. */
export function isUnderIf(tokens: readonly Token[], index: number): boolean {
  for (let at = index; at !== -1; at = tokens[at]?.parent ?? -1) {
    if (followsIf(tokens, at)) return true;
  }
  return false;
}

/** Whether "if (…)", Go's "if …; …", "else" or a choice stands before a token in the same statement. */
function followsIf(tokens: readonly Token[], index: number): boolean {
  const [self, parent] = [tokens[index], tokens[index]?.parent ?? -1];
  const isBlock = self?.text === "{";
  for (let at = index - 1; at > parent && at > index - longestStatement; at--) {
    const token = tokens[at];
    if (token?.parent !== parent) continue;
    if (token.kind === "word" && conditions.has(token.text)) return true;
    const isHeader = isBlock && token.line === self.line;
    if (token.kind === "sign" && /^[;{}]$/.test(token.text) && !isHeader) return false;
    // The line above a block ends what its header is not.
    if (isBlock && token.kind === "word" && token.line !== tokens[at + 1]?.line) return false;
  }
  return false;
}

const conditions = new Set(["if", "else", "switch", "when", "select"]);
const longestStatement = 300;
