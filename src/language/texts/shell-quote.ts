import { visibleText } from "./visible-text.ts";

/**
 * One argument for a POSIX shell, quoted where it has to be: whatever it holds, it stays one argument and runs nothing. A leading =
 * is quoted for zsh, which would look for a command of that name. What cannot be seen is left out, for a terminal obeys it.
 */
export function quoteForShell(text: string): string {
  const seen = visibleText(text).replaceAll("\n", " ");
  return /^(?!=)[\w@%+=:,./-]+$/.test(seen) ? seen : `'${seen.replaceAll("'", "'\\''")}'`;
}
