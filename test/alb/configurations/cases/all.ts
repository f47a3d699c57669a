import type { Case } from "./case.ts";
import { ingress } from "./ingress.ts";
import { java } from "./java.ts";
import { javascript } from "./javascript.ts";
import { nginx } from "./nginx.ts";
import { others } from "./others.ts";
import { preferred } from "./preferred.ts";
import { proxies } from "./proxies.ts";
import { python } from "./python.ts";
import { routers } from "./routers.ts";
import { started } from "./started.ts";
import { traps } from "./traps.ts";
import { trapsStarted } from "./traps-started.ts";

/** Every configuration of the tables, by group. */
export const groups: Readonly<Record<string, readonly Case[]>> = {
  nginx,
  ingress,
  proxies,
  routers,
  javascript,
  started,
  python,
  java,
  others,
  traps,
  trapsStarted,
  preferred,
};
