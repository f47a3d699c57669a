import { describe, expect, it } from "vitest";
import type { Group } from "../../../../src/alb/balancer.ts";
import type { TargetState } from "../../../../src/alb/diagnosis/pattern/signs.ts";
import {
  chooseTargets as choose,
  type KnownTargets,
} from "../../../../src/alb/probes/measure/targets.ts";
import { createGuard } from "../../../../src/probes/network-guard.ts";

const guard = createGuard({ networks: ["172.16.0.0/12", "10.0.0.0/8"] });
const chooseTargets = (known: KnownTargets, typed?: string) => choose(known, typed, guard);

const group = (name: string, more: Partial<Group> = {}): Group => ({
  arn: `arn:${name}`,
  name,
  type: "ip",
  protocol: "HTTP",
  version: "HTTP1",
  healthCheckPath: "/health",
  ...more,
});
const target = (
  name: string,
  id: string,
  port: number | null = 3000,
  state = "healthy",
): TargetState => ({
  group: name,
  id,
  port,
  state,
  reason: null,
});
const known = (groups: readonly Group[], ...targets: readonly TargetState[]): KnownTargets => ({
  groups,
  targets,
  listening: ["10.0.0.7:80"],
});

const ips = known([group("web")], target("web", "10.0.1.5"), target("web", "10.0.1.6"));
const instances = known(
  [group("web", { type: "instance", protocol: "HTTPS" })],
  target("web", "i-0123", 8443),
  target("web", "i-4567", 8443),
);
const why = (all: KnownTargets, typed?: string) => {
  const chosen = chooseTargets(all, typed);
  return chosen.kind === "none" ? chosen.why : `measures ${JSON.stringify(chosen.targets)}`;
};

describe("which targets are measured", () => {
  it("is every registered IP target, by its group's protocol and health check", () => {
    expect(chooseTargets(ips, undefined)).toEqual({
      kind: "targets",
      notes: [],
      targets: ["10.0.1.5", "10.0.1.6"].map((address) => ({
        group: "web",
        address,
        port: 3000,
        tls: false,
        path: "/health",
      })),
    });
  });

  it("is only healthy ones where there are any, and never those that leave", () => {
    const states = known(
      [group("web")],
      target("web", "10.0.1.5", 3000, "unhealthy"),
      target("web", "10.0.1.6", 3000, "draining"),
    );
    expect(chooseTargets(states, undefined)).toMatchObject({ targets: [{ address: "10.0.1.5" }] });
    const mixed = { ...states, targets: [...states.targets, target("web", "10.0.1.7")] };
    expect(chooseTargets(mixed, undefined)).toMatchObject({ targets: [{ address: "10.0.1.7" }] });
  });

  it("is at most eight, and says so", () => {
    const many = Array.from({ length: 20 }, (_, nth) => target("web", `10.0.1.${nth + 1}`));
    const chosen = chooseTargets(known([group("web")], ...many), undefined);
    expect(chosen.kind === "targets" && chosen.targets).toHaveLength(8);
    expect(chosen).toMatchObject({ notes: ["Of 20 targets the first 8 were measured."] });
  });

  it("is none among instances until somebody gives an address", () => {
    expect(chooseTargets(instances, undefined)).toMatchObject({ kind: "none", port: 8443 });
    expect(why(instances)).toContain("Change the answers (⋯) to the private address and the port");
  });

  it("is none where HTTP/1.1 is not spoken, or nothing is registered", () => {
    const lambda = known(
      [group("fn", { type: "lambda", protocol: null })],
      target("fn", "arn", null),
    );
    const grpc = known([group("rpc", { version: "GRPC" })], target("rpc", "10.0.1.5"));
    expect(why(lambda)).toContain("speaks no HTTP/1.1 to its targets");
    expect(why(grpc)).toContain("speaks no HTTP/1.1 to its targets");
    expect(why(known([group("web")]))).toContain("has no registered targets");
  });

  it("leaves instances beside IP targets out, and says so", () => {
    const both = known(
      [group("web"), group("old", { type: "instance" })],
      target("web", "10.0.1.5"),
      target("old", "i-0123", 8080),
    );
    expect(chooseTargets(both, undefined)).toMatchObject({
      targets: [{ address: "10.0.1.5" }],
      notes: [expect.stringContaining("1 more target is an instance,")],
    });
  });
});

describe("a target that a responder typed", () => {
  it("is one that is registered, however its address is written", () => {
    expect(chooseTargets(ips, "10.0.1.6:3000")).toMatchObject({
      targets: [{ address: "10.0.1.6" }],
    });
    const six = known([group("web")], target("web", "2001:DB8:0:0::5"));
    expect(chooseTargets(six, "[2001:db8::5]:3000")).toMatchObject({
      targets: [{ address: "2001:db8::5" }],
    });
  });

  it("is an address in a network of the operator's on the port of an instance, at the responder's word", () => {
    expect(chooseTargets(instances, "172.31.4.5:8443")).toMatchObject({
      kind: "targets",
      targets: [{ address: "172.31.4.5", port: 8443, tls: true, group: "web" }],
      notes: [expect.stringContaining("is your word")],
    });
  });

  it.each([
    ["another port of a target", ips, "10.0.1.5:22", "is not registered with this load balancer"],
    ["another address inside", ips, "10.0.1.9:3000", "Registered are 10.0.1.5:3000, 10.0.1.6:3000"],
    [
      "a public address, for an instance",
      instances,
      "93.184.216.34:8443",
      "in no network that your",
    ],
    ["another port, for an instance", instances, "172.31.4.5:22", "is not registered"],
    ["the machine of the bot", instances, "127.0.0.1:8443", "never connected to"],
    ["the machine of the bot in IPv6", instances, "[::1]:8443", "never connected to"],
    ["the load balancer", ips, "10.0.0.7:80", "where the load balancer itself listens"],
    ["instance metadata", instances, "169.254.169.254:8443", "are never connected to"],
    ["instance metadata in IPv6", instances, "[fd00:ec2::254]:8443", "are never connected to"],
    ["metadata as a mapped address", instances, "[::ffff:169.254.169.254]:8443", "are never"],
    ["metadata of a container", ips, "169.254.170.2:80", "are never connected to"],
    ["a name", ips, "app.internal:3000", "only addresses of targets are measured"],
    ["a name that looks like an address", ips, "10.0.1.5.example.com:3000", "is a name"],
    ["a number that resolvers read as an address", ips, "2852039166:80", "never connected to"],
    ["no port", ips, "10.0.1.5", "Write the server's own address and port"],
  ])("is never %s", (_, all, typed, says) => {
    expect(why(all, typed)).toContain(says);
  });

  it("is no instance while the operator has named no network", () => {
    const chosen = choose(instances, "172.31.4.5:8443", createGuard());
    expect(chosen).toMatchObject({
      kind: "none",
      why: expect.stringContaining("HANDRAIL_NETWORKS"),
    });
  });

  it("is never metadata, even where it is registered", () => {
    const odd = known([group("web")], target("web", "169.254.169.254"));
    expect(why(odd)).toContain("No target is registered by an address that may be measured");
    expect(why(odd, "169.254.169.254:3000")).toContain("never connected to");
  });
});
