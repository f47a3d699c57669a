/**
 * One argument for a POSIX shell, quoted where it has to be: whatever it holds, it stays one argument and runs nothing. A leading =
 * is quoted for zsh, which would look for a command of that name.
 */
export const shellQuoted = (text: string): string =>
  /^(?!=)[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
