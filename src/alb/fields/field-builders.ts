/** A load balancer as a responder named it; `arn` is absent while AWS could not be asked. */
export type LoadBalancerRef = {
  readonly name: string;
  readonly region: string;
  readonly account?: string;
  readonly arn?: string;
};

export type TargetGroupRef = { readonly arn: string; readonly name: string };

/** One server on the request path as a responder described it, nearest to the load balancer first. */
export type ServerAnswer = {
  /** `name` column of the table in alb/links/servers: "Node.js http (v20 late, v22 - v26)". */
  readonly kind: string;
  /** How long it lets an idle connection from its client stay open. */
  readonly closes: IdleAnswer;
  /** For a proxy: how long it keeps an idle connection to the server behind it. */
  readonly keeps?: IdleAnswer;
  readonly port?: number;
};

/** Where a value stands that was rolled out as Handrail showed it. */
export const asShown = "rolled out as shown";

/** How a timeout is known. "default" means the responder confirmed that nothing overrides the server's default. */
export type IdleAnswer = {
  readonly how: "read" | "measured" | "default" | "unknown";
  /** Seconds; absent for "default" and "unknown", and for a state that has none. */
  readonly seconds?: number;
  /**
   * What seconds alone cannot say: never closes; closes after each response, with or without saying so in a Connection: close
   * header; was still open after `seconds`.
   */
  readonly state?: "never" | "closes" | "closes-silently" | "at-least";
  /** File and line, console page or command where it was read. */
  readonly where?: string;
};

export const loadBalancer = (label: string) => ({ kind: "loadBalancer", label }) as const;
export const targetGroup = (label: string) => ({ kind: "targetGroup", label }) as const;
/** The servers that a request passes behind the load balancer, nearest to it first. */
export const servers = (label: string) => ({ kind: "servers", label }) as const;
