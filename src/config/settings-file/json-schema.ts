import { z } from "zod";
import { settingsShape } from "./shape.ts";

/** The JSON Schema of handrail.yaml, for editors. */
export const settingsJsonSchema = (): object => ({
  ...z.toJSONSchema(settingsShape, { target: "draft-7", io: "input" }),
  title: "The settings of Handrail",
});
