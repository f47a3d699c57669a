import { expect, it } from "vitest";
import { readCommonConfig } from "../../src/config/config.ts";

const read = (more: { readonly [name: string]: string }) =>
  readCommonConfig({ AWS_REGION: "eu-west-1", ...more }).athena;

const both = { HANDRAIL_ATHENA_TABLE: "logs.alb", HANDRAIL_ATHENA_WORKGROUP: "handrail" };

it("asks nobody unless a table and a workgroup are given", () => {
  expect(read({})).toBeUndefined();
  expect(read(both)).toMatchObject({ table: "logs.alb", workgroup: "handrail", gigabytes: 100 });
});

it.each([
  [{ HANDRAIL_ATHENA_TABLE: "logs.alb" }, "given together with HANDRAIL_ATHENA_TABLE"],
  [{ HANDRAIL_ATHENA_WORKGROUP: "handrail" }, "given together with HANDRAIL_ATHENA_TABLE"],
  [{ ...both, HANDRAIL_ATHENA_TABLE: "alb" }, "a table with its database"],
  [{ ...both, HANDRAIL_ATHENA_WORKGROUP: "a b" }, "the name of a workgroup"],
  [{ ...both, HANDRAIL_ATHENA_OUTPUT: "results" }, "a place such as s3:"],
  [{ ...both, HANDRAIL_ATHENA_PARTITION: "day; drop" }, "the name of a column"],
  [{ ...both, HANDRAIL_ATHENA_GIGABYTES: "0" }, "0.01 or more"],
])("says what is wrong with %j", (more, problem) => {
  expect(() => read(more)).toThrow(problem);
});
