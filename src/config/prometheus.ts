import { z } from "zod";
import { webAddress } from "./setting-shapes.ts";

/** The Prometheus that runbooks may ask. */
export const prometheusShape = {
  /** Its address, before /api/v1; nothing is asked when absent. */
  HANDRAIL_PROMETHEUS_URL: webAddress.optional(),
  /** Sent to it as a bearer token. */
  HANDRAIL_PROMETHEUS_TOKEN: z.string().optional(),
};

/** What of it is set. */
export function prometheusOf(env: z.output<z.ZodObject<typeof prometheusShape>>) {
  const { HANDRAIL_PROMETHEUS_URL: url, HANDRAIL_PROMETHEUS_TOKEN: token } = env;
  return url === undefined ? undefined : { url: url.replace(/\/$/, ""), token };
}
