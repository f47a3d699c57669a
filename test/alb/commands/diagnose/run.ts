import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Account } from "../../../../lab/aws/account.ts";
import { ofThisMachine } from "../../../../lab/bot.ts";

/** Runs the command with nothing of this environment but what finds the practice account. */
export async function run(
  { endpoint, credentials }: Pick<Account, "endpoint" | "credentials">,
  home: string,
  args: readonly string[],
) {
  const env = {
    ...ofThisMachine(),
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    HANDRAIL_METRIC_SETTLE_SECONDS: "0",
    NO_COLOR: "1",
  };
  const cli = join(import.meta.dirname, "../../../../src/cli.ts");
  const line = ["--no-warnings", cli, "diagnose", ...args];
  try {
    const done = await promisify(execFile)(process.execPath, line, { env });
    return { ...done, code: 0 };
  } catch (error) {
    return error as { readonly stdout: string; readonly stderr: string; readonly code: number };
  }
}
