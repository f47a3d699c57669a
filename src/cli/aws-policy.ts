import { Option } from "commander";
import type { AddCommands } from "./program.ts";

/** `handrail aws policy`: the IAM policy of all that may be asked, as `write` has it for a partition. */
export const addAwsPolicy =
  (partitions: readonly string[], write: (partition: string) => Promise<object>): AddCommands =>
  (program, { out }) => {
    const partition = new Option("--partition <name>", "where the account is");
    program
      .command("aws")
      .description("what Handrail needs in AWS")
      .command("policy")
      .description("the IAM policy that permits what Handrail may ask, and nothing else")
      .addOption(partition.choices(partitions).default("aws"))
      .action(async (options: { readonly partition: string }) =>
        out(JSON.stringify(await write(options.partition), null, 2)),
      );
  };
