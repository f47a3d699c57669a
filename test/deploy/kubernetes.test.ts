import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "kubernetes-types/apps/v1.d.ts";
import type { ConfigMap } from "kubernetes-types/core/v1.d.ts";
import { describe, expect, it } from "vitest";
import { readConfig, variables } from "../../src/config/config.ts";
import { folders } from "../store/folder.ts";
import { documents } from "./files.ts";

interface Any {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

const folder = folders();
const project = join(import.meta.dirname, "../..");
const files = ["common.yaml", "postgres.yaml", "sqlite.yaml", "hooks.yaml"];
const [common = [], postgres = [], sqlite = [], hooks = []] = files.map((name) =>
  documents<Any>(`kubernetes/${name}`),
);
const all = [...common, ...postgres, ...sqlite, ...hooks];
const find = <Kind>(among: readonly Any[], kind: string) =>
  among.find((one) => one.kind === kind) as Kind & Any;
const labels = { "app.kubernetes.io/name": "handrail" };
const tokens = { SLACK_BOT_TOKEN: "xoxb-x", SLACK_APP_TOKEN: "xapp-x", AWS_REGION: "eu-west-1" };
const { port } = readConfig(tokens).http;
const deployments = [postgres, sqlite].map((among) => find<Deployment>(among, "Deployment"));

describe("the manifests for Kubernetes", () => {
  it("have every field that its API has, and no other", () => {
    expect(compiled(all)).toBe("");
    const misspelt = JSON.parse(JSON.stringify(all).replace("readinessProbe", "readyProbe"));
    expect(compiled(misspelt)).toContain("readyProbe");
  });

  it("give settings that Handrail reads", () => {
    const { data } = find<ConfigMap>(common, "ConfigMap");
    const known = [...variables, "AWS_REGION"];
    expect(Object.keys(data ?? {}).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(deployments)("run $spec.replicas of it with no right that it does not need", (one) => {
    const pod = one.spec?.template.spec;
    const [container] = pod?.containers ?? [];
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container?.envFrom).toEqual([
      { configMapRef: { name: "handrail" } },
      { secretRef: { name: "handrail" } },
    ]);
    expect(pod?.automountServiceAccountToken).toBe(false);
    const mounts = container?.volumeMounts?.map(({ name }) => name);
    expect(mounts).toEqual(pod?.volumes?.map(({ name }) => name));
  });

  it.each(deployments)("are asked only where Handrail answers ($spec.replicas)", (one) => {
    const [container] = one.spec?.template.spec?.containers ?? [];
    const { startupProbe, readinessProbe, livenessProbe } = container ?? {};
    expect(container?.ports).toEqual([
      { name: "health", containerPort: 8081 },
      { name: "http", containerPort: port },
    ]);
    const asked = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.httpGet);
    expect(asked).toEqual(
      ["/metrics", "/healthz", "/metrics"].map((path) => ({ path, port: "health" })),
    );
    // A bot that starts waits two minutes for its database.
    const patience = (startupProbe?.periodSeconds ?? 0) * (startupProbe?.failureThreshold ?? 0);
    expect(patience).toBeGreaterThan(120);
  });

  it("lead alerts over HTTP to the port that takes them, and nobody else there", () => {
    expect(find(hooks, "Service")).toMatchObject({
      spec: { selector: labels, ports: [{ targetPort: "http" }] },
    });
    expect(find(hooks, "NetworkPolicy")).toMatchObject({
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ["Ingress"],
        ingress: [{ ports: [{ protocol: "TCP", port: port }] }],
      },
    });
  });

  it("read handrail.yaml where it is looked for, and run without one", () => {
    for (const { spec } of deployments) {
      const [container] = spec?.template.spec?.containers ?? [];
      const mount = container?.volumeMounts?.find(({ name }) => name === "settings");
      expect(mount).toMatchObject({ mountPath: "/etc/handrail", readOnly: true });
      const volume = spec?.template.spec?.volumes?.find(({ name }) => name === "settings");
      expect(volume?.configMap).toEqual({ name: "handrail-settings", optional: true });
    }
  });

  it("keep one process on a file, and never none on PostgreSQL", () => {
    const [many, one] = deployments.map(({ spec }) => spec);
    expect(one).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
    expect(many).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
    expect(find(postgres, "PodDisruptionBudget")).toMatchObject({ spec: { minAvailable: 1 } });
  });

  it("mean the same pods wherever they name some", () => {
    for (const { spec } of deployments) {
      expect(spec?.selector).toEqual({ matchLabels: labels });
      expect(spec?.template.metadata?.labels).toEqual(labels);
    }
    expect(find(postgres, "PodDisruptionBudget")).toMatchObject({
      spec: { selector: { matchLabels: labels } },
    });
    expect(find(common, "NetworkPolicy")).toMatchObject({
      spec: { podSelector: { matchLabels: labels } },
    });
  });
});

/** What the compiler says of the manifests, held to the types of Kubernetes' API; empty when it has nothing to say. */
function compiled(manifests: readonly Any[]): string {
  const typed = manifests.map((one, at) => {
    const module = one.apiVersion.replace(/\.k8s\.io\//, "/").replace(/^v1$/, "core/v1");
    const json = JSON.stringify(one).replace(/"(kind|apiVersion)":("[^"]*")/g, '"$1":$2');
    return `const _${at}: import("kubernetes-types/${module}").${one.kind} = ${json};`;
  });
  const at = folder();
  writeFileSync(join(at, "manifests.ts"), `${typed.join("\n")}\nexport {};\n`);
  const paths = { "kubernetes-types/*": [join(project, "node_modules/kubernetes-types/*.d.ts")] };
  const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ["es2024"] };
  const compilerOptions = { ...options, module: "esnext", moduleResolution: "bundler", paths };
  writeFileSync(
    join(at, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["manifests.ts"] }),
  );
  const tsc = join(project, "node_modules/.bin/tsc");
  return spawnSync(process.execPath, [tsc, "--project", at], { encoding: "utf8" }).stdout;
}
