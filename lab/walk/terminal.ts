import { createInterface } from "node:readline/promises";

/** Where a person types and reads. */
export interface Terminal {
  /** Asks and waits for a line; rejects with AbortError when the input ends. */
  readonly ask: (prompt: string) => Promise<string>;
  readonly print: (text: string) => void;
  readonly close: () => void;
}

/** The terminal of this process. Lines that are typed ahead wait until they are asked for. */
export function openTerminal(): Terminal {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "" });
  const typed = lines[Symbol.asyncIterator]();
  let isAsking = false;
  return {
    ask: async (prompt) => {
      lines.setPrompt(prompt);
      lines.prompt();
      isAsking = true;
      const { value, done } = await typed.next();
      isAsking = false;
      if (done) throw new DOMException("The input ended.", "AbortError");
      return value;
    },
    print: (text) => {
      process.stdout.write(`\r\u001b[K${text}\n`);
      if (isAsking) lines.prompt(true);
    },
    close: () => lines.close(),
  };
}
