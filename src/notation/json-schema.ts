import { z } from "zod";
import { genericShapes } from "../probes/kinds.ts";
import { flowShape } from "./flow-shape.ts";

/**
 * The JSON Schema of a flow, for editors: they complete kinds and properties and mark what is not there. `probes` are the names
 * of those that packs have.
 */
export function flowJsonSchema(probes: readonly string[]): object {
  const named = z.enum(probes).describe("The name of a pack's probe.");
  const probe = z
    .union([named, z.discriminatedUnion("kind", genericShapes)])
    .describe("The probe that looks: one as data, or the name of a pack's.");
  const schema = z.toJSONSchema(flowShape(probe), { target: "draft-7", io: "input" });
  return { ...schema, title: "A runbook of Handrail" };
}
