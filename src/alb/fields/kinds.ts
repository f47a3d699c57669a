import { kindOf, kinds } from "#language";
import type { LoadBalancerRef, ServerAnswer } from "./field-builders.ts";

export const loadBalancer = kindOf<LoadBalancerRef>("loadBalancer");
export const servers = kindOf<readonly ServerAnswer[]>("servers");
export const { choice, number, seconds, text, url } = kinds;
