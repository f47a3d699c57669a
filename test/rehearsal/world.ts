import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";
import { BadInput } from "../../src/run/errors.ts";

/** A folder with the example's runbook and its cases, and the command line over it. */
export async function rehearsal() {
  const folder = await mkdtemp(join(tmpdir(), "handrail-rehearsal-"));
  const examples = join(import.meta.dirname, "../../docs/examples");
  for (const file of ["sqs-backlog.yaml", "sqs-backlog.test.yaml"])
    await cp(join(examples, file), join(folder, file));
  return {
    folder,
    handrail: (...args: readonly string[]) => handrail(folder, args, []),
    typing: (typed: readonly string[], ...args: readonly string[]) => handrail(folder, args, typed),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** What a command printed, and the sentence with which it failed. */
async function handrail(folder: string, args: readonly string[], typed: readonly string[]) {
  const lines: string[] = [];
  const left = [...typed];
  const out = (line: string) => void lines.push(line);
  const config = () =>
    readCommonConfig({
      AWS_REGION: "eu-west-1",
      HANDRAIL_FLOWS: folder,
      HANDRAIL_DB: join(folder, "handrail.db"),
    });
  const ask = async (question: string) => {
    const answer = left.shift();
    if (answer === undefined) throw new BadInput(`Nothing more was typed after: ${question}`);
    return answer;
  };
  const program = createProgram({ out, config, ask }, "0", []);
  let failed: string | undefined;
  await program.parseAsync([...args], { from: "user" }).catch((error: Error) => {
    failed = error.message;
  });
  return { said: lines.join("\n"), failed };
}
