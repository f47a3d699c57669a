import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig, variables } from "../../src/config/config.ts";
import { deploy, documents, isHere, read } from "./files.ts";

describe("compose.yaml", () => {
  interface Service {
    readonly [key: string]: unknown;
    readonly environment: Readonly<Record<string, string>>;
  }
  const [compose] = documents<{ services: Record<string, Service>; volumes: object }>(
    "compose.yaml",
  );
  const { handrail, database } = compose?.services ?? {};

  it("gives settings that Handrail reads, with its own database whatever .env names", () => {
    const known = [...variables, "PGPASSWORD"];
    const names = Object.keys(handrail?.environment ?? {});
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    const tokens = {
      SLACK_BOT_TOKEN: "xoxb-x",
      SLACK_APP_TOKEN: "xapp-x",
      AWS_REGION: "eu-west-1",
    };
    const file = { HANDRAIL_DATABASE: "old.db" };
    const { database } = readConfig({ ...tokens, ...file, ...handrail?.environment });
    expect(database).toMatchObject({
      kind: "postgres",
      url: expect.stringContaining("@database:"),
    });
  });

  it("waits for the database, and runs with no right that Handrail does not need", () => {
    expect(handrail).toMatchObject({
      depends_on: { database: { condition: "service_healthy" } },
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
    expect(database).toMatchObject({
      healthcheck: { test: ["CMD-SHELL", expect.stringContaining("pg_isready")] },
      volumes: ["database:/var/lib/postgresql"],
    });
    expect(Object.keys(compose?.volumes ?? {})).toEqual(["database"]);
  });

  it("asks for the password instead of having one, and shows no port to others", () => {
    expect(read("compose.yaml")).not.toMatch(/^ *ports:/m);
    for (const { environment } of [handrail, database].filter((one) => one !== undefined))
      expect(environment.PGPASSWORD ?? environment.POSTGRES_PASSWORD).toMatch(
        /^\$\{POSTGRES_PASSWORD:\?/,
      );
  });
});

describe("compose.settings.yaml", () => {
  const [beside] = documents<{ services: Record<string, Record<string, unknown>> }>(
    "compose.settings.yaml",
  );

  it("mounts the settings where they are looked for, and shows the port to this machine alone", () => {
    const { handrail, ...others } = beside?.services ?? {};
    expect(others).toEqual({});
    expect(handrail?.volumes).toMatchObject([
      { source: "../handrail.yaml", target: "/etc/handrail/handrail.yaml", read_only: true },
    ]);
    expect(handrail?.ports).toEqual(["127.0.0.1:3000:3000"]);
  });
});

describe("handrail.service", () => {
  const unit = read("systemd/handrail.service");
  const of = (name: string) =>
    [...unit.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value]) => value ?? "");

  it("starts the program that is there, as somebody who owns nothing but its record", () => {
    const [, program = "", word] = (of("ExecStart")[0] ?? "").split(" ");
    expect(word).toBe("start");
    expect(existsSync(program.replace("/opt/handrail", join(deploy, "..")))).toBe(true);
    expect(of("DynamicUser")).toEqual(["yes"]);
    expect(of("WorkingDirectory")).toEqual([`/var/lib/${of("StateDirectory")[0]}`]);
  });

  it("takes as long to stop as Handrail does, and never gives up to start it", () => {
    expect(Number(of("TimeoutStopSec")[0])).toBeGreaterThan(10);
    expect(of("Restart")).toEqual(["always"]);
    expect(of("StartLimitIntervalSec")).toEqual(["0"]);
  });

  it.skipIf(!isHere("systemd-analyze", "--version"))("has no fault that systemd finds", () => {
    const file = join(deploy, "systemd/handrail.service");
    const { stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
    const faults = stderr.split("\n").filter((line) => line.includes("handrail.service:"));
    expect(faults).toEqual([]);
    const words = ["security", "--offline=true", "--threshold=20", file];
    expect(spawnSync("systemd-analyze", words, { stdio: "ignore" }).status).toBe(0);
  });
});
