import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { openAccount } from "../../src/aws/account.ts";
import { type Action, allowed } from "../../src/aws/allow-list.ts";
import { assumeRole } from "../../src/aws/assume-role.ts";
import { type Service, sdkLoaders } from "../../src/aws/sdks.ts";

/** Whatever is asked is answered so, on loopback. */
async function answering(answer: (response: ServerResponse) => void) {
  const server = createServer((_, response) => answer(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "practice", secretAccessKey: "practice" };
  const account = openAccount({ name: "practice", region: "eu-west-1", endpoint, credentials });
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { account, endpoint, [Symbol.asyncDispose]: close };
}

const page = (response: ServerResponse) =>
  response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>");

function endless(response: ServerResponse): void {
  let sent = 0;
  const some = Buffer.alloc(65_536, 32);
  const write = () => {
    // Bounded here as well, so that a reader without bounds ends by its own words.
    while (!response.destroyed && sent < 60_000_000 && response.write(some)) sent += some.length;
    if (sent >= 60_000_000) response.end();
  };
  response.writeHead(200, { "content-type": "text/xml" }).on("drain", write);
  write();
}

it.each([
  ["a page of a proxy", page, "a page of HTML came back"],
  ["nothing", (response: ServerResponse) => response.writeHead(200).end(), "nothing came back"],
  ["no content", (response: ServerResponse) => response.writeHead(204).end(), "nothing came back"],
  ["what has no end", endless, "more than 32 MB came back"],
] as const)(
  "%s is no answer of AWS, and does not say that there is nothing",
  async (_, answer, says) => {
    await using practice = await answering(answer);
    for (const ask of [
      () => practice.account.ask("elasticloadbalancing:DescribeLoadBalancers", {}),
      () => practice.account.ask("cloudtrail:LookupEvents", {}),
      () => practice.account.ask("s3:ListObjectsV2", { Bucket: "logs", Prefix: "AWSLogs/" }),
    ]) {
      const problem = await ask().catch((error) => error);
      expect(problem).toMatchObject({ name: "AwsProblem", kind: "unreachable" });
      expect(problem.message).toContain(says);
    }
  },
);

/** The schema of a command's output in the SDK: https://github.com/smithy-lang/smithy-typescript; the names of what it has at 4. */
async function outputOf(action: Action): Promise<readonly string[]> {
  const [service, name] = action.split(":") as [Service, string];
  const sdk: { readonly [name: string]: unknown } = { ...(await sdkLoaders[service]()) };
  const [, , , , , output] = sdk[`${name}$`] as readonly (() => readonly unknown[])[];
  return (output?.()[4] ?? []) as readonly string[];
}

it("nothing is all that one command has to say, and is an answer of that one alone", async () => {
  const silent = [];
  for (const action of allowed) if ((await outputOf(action)).length === 0) silent.push(action);
  expect(silent).toEqual(["athena:StopQueryExecution"]);
  await using practice = await answering((response) => response.writeHead(200).end());
  await practice.account.ask("athena:StopQueryExecution", { QueryExecutionId: "q" });
});

it("a wait that is asked for without measure is cut, and ends with the look", async () => {
  const asked = Promise.withResolvers<void>();
  await using practice = await answering((response) => {
    response.writeHead(503, { "retry-after": "999999999" }).end();
    asked.resolve();
  });
  const looking = new AbortController();
  const problem = practice.account
    .ask("cloudtrail:LookupEvents", {}, looking.signal)
    .catch((error) => error);
  await asked.promise;
  looking.abort();
  expect(await problem).toMatchObject({ name: "AwsProblem" });
});

it("nor is it a role", async () => {
  await using practice = await answering(page);
  process.env.AWS_ACCESS_KEY_ID ??= "practice";
  process.env.AWS_SECRET_ACCESS_KEY ??= "practice";
  const role = "arn:aws:iam::123456789012:role/handrail";
  const { endpoint } = practice;
  await expect(
    assumeRole({ name: "practice", role, region: "eu-west-1", endpoint })(),
  ).rejects.toThrow("a page of HTML came back");
});
