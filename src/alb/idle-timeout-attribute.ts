/** The attribute that decides how long the load balancer keeps an idle connection. */
export const idleTimeoutAttribute = "idle_timeout.timeout_seconds";
