import { z } from "zod";
import { isNetwork } from "../probes/network-guard.ts";
import { commaList } from "./setting-shapes.ts";

const aNumber = "a whole number of requests, 1 or more";
const onOrOff = '"on" or "off"';

/** What Handrail may send and connect to besides Slack and AWS. */
export const trafficShape = {
  /** "off": no run sends requests of its own. */
  HANDRAIL_SENDING: z.enum(["on", "off"], onOrOff).default("on"),
  /** The most requests of its own to one load balancer in any hour, over all runs and replicas. */
  HANDRAIL_SENDING_PER_HOUR: z.coerce
    .number(aNumber)
    .int(aNumber)
    .min(1, aNumber)
    .max(1_000_000, "1,000,000 or less")
    .default(5_000),
  /** Hosts that requests may be for, besides those that rules of listeners name. */
  HANDRAIL_SENDING_HOSTS: commaList(
    z.string().regex(/^[\w*?.-]{1,128}$/, "hosts, such as shop.example or *.shop.example"),
  ),
  /** Hosts that http.check may ask, which a runbook or an answer names. */
  HANDRAIL_CHECK_HOSTS: commaList(
    z
      .string()
      .regex(
        /^(\*\.)?[\w.-]{1,128}$/,
        "hosts, such as shop.example, or *.shop.example for all below it",
      ),
  ),
  /** Where a responder may name the address of an instance to measure. */
  HANDRAIL_NETWORKS: commaList(z.string().refine(isNetwork, "networks, such as 10.0.0.0/8")),
  /** For the practice incident only: its load balancer is on this machine. */
  HANDRAIL_ALLOW_LOOPBACK: z.enum(["on", "off"], onOrOff).default("off"),
};

/** The settings in the words of the probes. */
export const trafficOf = (env: z.output<z.ZodObject<typeof trafficShape>>) => ({
  traffic: { isAllowed: env.HANDRAIL_SENDING === "on", perHour: env.HANDRAIL_SENDING_PER_HOUR },
  hosts: env.HANDRAIL_SENDING_HOSTS,
  checkHosts: env.HANDRAIL_CHECK_HOSTS,
  networks: env.HANDRAIL_NETWORKS,
  allowLoopback: env.HANDRAIL_ALLOW_LOOPBACK === "on",
});
