import { plural } from "../../../language/amounts.ts";
import type { ChangeMade } from "../../diagnosis/changes/judge-changes.ts";

/** What a call changed, in words after its actor; `group` is the target group's name. */
export function changeWords(
  name: EventName,
  request: JsonObject,
  group = "a target group",
): Pick<ChangeMade, "kind" | "what"> {
  const targets = `${plural(objectsIn(request, "targets").length, "target")} of ${group}`;
  switch (name) {
    case "RegisterTargets":
      return { kind: "register", what: `registered ${targets}` };
    case "DeregisterTargets":
      return { kind: "deregister", what: `deregistered ${targets}` };
    case "ModifyLoadBalancerAttributes":
      return { kind: "settings", what: `set ${attributesIn(request)} of the load balancer` };
    case "ModifyTargetGroupAttributes":
      return { kind: "settings", what: `set ${attributesIn(request)} of ${group}` };
    case "ModifyTargetGroup":
      return { kind: "settings", what: `changed the health checks of ${group}` };
    case "CreateListener":
      return { kind: "routing", what: "created a listener" };
    case "ModifyListener":
      return { kind: "routing", what: "changed a listener" };
    case "CreateRule":
      return { kind: "routing", what: "created a rule of a listener" };
    case "ModifyRule":
      return { kind: "routing", what: "changed a rule of a listener" };
    default:
      return name satisfies never;
  }
}

/** "idle_timeout.timeout_seconds=60" */
const attributesIn = (request: JsonObject) =>
  objectsIn(request, "attributes")
    .map((one) => `${textAtKey(one, "key") ?? "?"}=${textAtKey(one, "value") ?? "?"}`)
    .join(", ") || "attributes";

/** Calls to Elastic Load Balancing that can make requests fail. */
export const eventNames = [
  "RegisterTargets",
  "DeregisterTargets",
  "ModifyLoadBalancerAttributes",
  "ModifyTargetGroupAttributes",
  "ModifyTargetGroup",
  "CreateListener",
  "ModifyListener",
  "CreateRule",
  "ModifyRule",
] as const;

export type EventName = (typeof eventNames)[number];

export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (json: unknown): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);

export function textAtKey(json: JsonObject, key: string): string | undefined {
  const value = json[key];
  return typeof value === "string" ? value : undefined;
}

/** The objects of a list at a key; none when it is something else. */
function objectsIn(json: JsonObject, key: string): readonly JsonObject[] {
  const value = json[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}
