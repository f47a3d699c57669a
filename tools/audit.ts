import { spawnSync } from "node:child_process";

// `npm run audit`: fails where the registry knows of a grave fault in a package that Handrail needs at run time.

/** What an answer of `npm audit --json` means: 0 nothing grave, 1 something grave, 2 the registry gave no answer. */
export function audited(output: string): { readonly code: 0 | 1 | 2; readonly says: string } {
  const counts = countsIn(output);
  if (counts === undefined)
    return { code: 2, says: "The registry could not be asked, so nothing is known. Ask again." };
  const grave = (counts.high ?? 0) + (counts.critical ?? 0);
  const all = Object.entries(counts)
    .filter(([severity, count]) => severity !== "total" && count > 0)
    .map(([severity, count]) => `${count} ${severity}`);
  const known = all.length === 0 ? "none" : all.join(", ");
  return grave > 0
    ? { code: 1, says: `Faults are known: ${known}. \`npm audit --omit dev\` names them.` }
    : { code: 0, says: `No grave fault is known (${known}).` };
}

function countsIn(output: string): { readonly [severity: string]: number } | undefined {
  try {
    return JSON.parse(output).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], { encoding: "utf8" });
  const { code, says } = audited(stdout ?? "");
  console.log(says);
  // Without a registry nothing can be said, which fails only whoever asked for certainty.
  process.exitCode = code === 2 && !process.argv.includes("--required") ? 0 : code;
}
