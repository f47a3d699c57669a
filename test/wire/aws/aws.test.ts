import { beforeEach, describe, expect, it, vi } from "vitest";
import { allowed } from "../../../src/aws/allow-list.ts";
import { grantOf } from "../../../src/aws/iam.ts";
import { cutOff } from "../cut-off.ts";
import { athena } from "./athena.ts";
import { cloudTrail } from "./cloudtrail.ts";
import { cloudWatch } from "./cloudwatch.ts";
import { askedInJson } from "./described/json.ts";
import { askedInForms } from "./described/query.ts";
import { askedByPath } from "./described/rest.ts";
import { elasticLoadBalancing } from "./elastic-load-balancing.ts";
import { type Exchange, second } from "./exchange.ts";
import { logs } from "./logs.ts";
import { overTheWire, type Reply, type SentRequest, serviceOf } from "./over-the-wire.ts";
import { s3 } from "./s3.ts";
import { requester, type Service } from "./services.ts";

const exchanges: readonly Exchange[] = [
  ...elasticLoadBalancing,
  ...cloudWatch,
  ...cloudTrail,
  ...logs,
  ...athena,
  ...s3,
  ...askedInJson,
  ...askedInForms,
  ...askedByPath,
];

cutOff();
// The SDK's waits between its attempts are random: now they are none.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));

it("every command that is allowed has its exchange, and no other", () => {
  expect(exchanges.map(({ action }) => action).sort()).toEqual(allowed.toSorted());
});

describe.each(exchanges)("$action", (row) => {
  const answered: Reply = { status: 200, body: row.answers };
  const ask = (...replies: Reply[]) => overTheWire(row, row.input, ...replies);
  const no = (of: keyof Service["codes"], message: string) => refused(row, of, message);

  it("is sent as its service reads it, signed for the service and region", async () => {
    const { output, sent } = ask(answered);
    await output;
    expect(sent).toHaveLength(1);
    expectSent(sent[0], row);
  });

  it("is read in full", async () => {
    expect(await ask(answered).output).toEqual(row.gives);
  });

  if (row.empty)
    it("is read where there is nothing", async () => {
      const { answers = "", gives } = row.empty ?? {};
      expect(await ask({ status: 200, body: answers }).output).toEqual(gives);
    });

  if (row.pages)
    it("says that there is more, and asks for it", async () => {
      const { answers = "", token = "", takes = "", sends = takes } = row.pages ?? {};
      const first = await ask({ status: 200, body: answers }).output;
      expect(first).toMatchObject({ [token]: second });
      const next = overTheWire(row, { ...row.input, [takes]: second }, answered);
      expect(await next.output).toEqual(row.gives);
      expect(carried(next.sent[0], row)).toMatchObject({ [sends]: second });
    });

  it("that is denied names the statement that is missing, and who lacks it", async () => {
    const message = `User: ${requester} is not authorized to perform: ${row.action}`;
    const { output, sent } = ask(no("denied", message));
    await expect(output).rejects.toMatchObject({
      kind: "denied",
      message: expect.stringContaining(requester),
      policy: expect.stringContaining(`"${grantOf(row.action).action}"`),
    });
    expect(sent).toHaveLength(1);
  });

  it.each(["throttled", "broken"] as const)("that is %s is asked again", async (how) => {
    const { output, sent } = ask(no(how, "Rate exceeded"), answered);
    expect(await output).toEqual(row.gives);
    expect(sent.map(({ headers }) => headers.get("amz-sdk-request"))).toEqual([
      "attempt=1; max=4",
      "attempt=2; max=4",
    ]);
  });

  it("that is throttled four times is given up, and is said to be", async () => {
    const four = [1, 2, 3, 4].map(() => no("throttled", "Rate exceeded"));
    const { output, sent } = ask(...four);
    await expect(output).rejects.toMatchObject({ kind: "throttled" });
    expect(sent).toHaveLength(4);
  });

  it.each([
    ["expired", "expired", "The security token included in the request is expired"],
    ["unknownKey", "no-credentials", "The security token included in the request is invalid."],
  ] as const)("by credentials that are %s is not asked again", async (code, kind, message) => {
    const { output, sent } = ask(no(code, message));
    await expect(output).rejects.toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });

  it("whose connection breaks is asked again", async () => {
    const broken = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    const { output, sent } = ask(broken, answered);
    expect(await output).toEqual(row.gives);
    expect(sent).toHaveLength(1);
  });

  it("that a proxy answers with a page of its own is a problem in one short sentence", async () => {
    const body = `<html><head><title>Blocked</title></head><body>${"no ".repeat(999)}</body></html>`;
    const { output } = ask({ status: 403, body, type: "text/html" });
    const problem: unknown = await output.catch((thrown: unknown) => thrown);
    expect(problem).toMatchObject({
      name: "AwsProblem",
      message: expect.stringMatching(row.action),
    });
    expect(String(problem).length).toBeLessThan(500);
  });
});

function refused(row: Exchange, of: keyof Service["codes"], message: string): Reply {
  const { codes, refusal } = serviceOf(row);
  const [code, status] = codes[of];
  return { status, ...refusal(code, message) };
}

function expectSent(request: SentRequest | undefined, row: Exchange): void {
  const { host, type, signedFor, signedIn = "eu-central-1", headers = {} } = serviceOf(row);
  const { path = "/", target = null } = row.sends;
  expect(request?.url.host).toBe(host);
  expect(decodeURIComponent(request?.url.pathname ?? "")).toBe(path);
  expect(carried(request, row)).toEqual(row.sends.body ?? row.sends.query);
  expect(request?.headers.get("content-type") ?? undefined).toBe(type);
  expect(request?.headers.get("x-amz-target")).toBe(target);
  for (const [name, value] of Object.entries(headers))
    expect(request?.headers.get(name)).toBe(value);
  const scope = `AKIDEXAMPLE/\\d{8}/${signedIn}/${signedFor}/aws4_request`;
  expect(request?.headers.get("authorization")).toMatch(new RegExp(`^AWS4-HMAC-SHA256 .*${scope}`));
}

/** What the request says: its query, its form or its JSON. */
function carried(request: SentRequest | undefined, row: Exchange): object {
  const { type } = serviceOf(row);
  if (request === undefined) throw new Error("Nothing was sent.");
  if (type === undefined) return Object.fromEntries(request.url.searchParams);
  return type.includes("json")
    ? JSON.parse(request.body)
    : Object.fromEntries(new URLSearchParams(request.body));
}
