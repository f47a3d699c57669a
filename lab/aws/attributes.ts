/** Attributes by key; AWS writes all values as text. */
export type Attributes = Readonly<Record<string, string>>;

/**
 * All attributes of an application load balancer, the defaults of the Elastic Load Balancing API reference
 * (API_LoadBalancerAttribute) but for the given.
 */
export function loadBalancerAttributes(given: Attributes = {}): Attributes {
  return {
    ...noLogs("access_logs"),
    "client_keep_alive.seconds": "3600",
    ...noLogs("connection_logs"),
    "deletion_protection.enabled": "false",
    ...noLogs("health_check_logs"),
    "idle_timeout.timeout_seconds": "60",
    "load_balancing.cross_zone.enabled": "true",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.drop_invalid_header_fields.enabled": "false",
    "routing.http.preserve_host_header.enabled": "false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
    "routing.http.xff_client_port.enabled": "false",
    "routing.http.xff_header_processing.mode": "append",
    "routing.http2.enabled": "true",
    "waf.fail_open.enabled": "false",
    "zonal_shift.config.enabled": "false",
    ...given,
  };
}

/** Likewise for a network load balancer, which has no idle timeout attribute of its own. */
export function networkAttributes(given: Attributes = {}): Attributes {
  return {
    ...noLogs("access_logs"),
    "deletion_protection.enabled": "false",
    "dns_record.client_routing_policy": "any_availability_zone",
    "load_balancing.cross_zone.enabled": "false",
    "zonal_shift.config.enabled": "false",
    ...given,
  };
}

/** Likewise for a target group of an application load balancer (API_TargetGroupAttribute). */
export function targetGroupAttributes(given: Attributes = {}): Attributes {
  return {
    "deregistration_delay.timeout_seconds": "300",
    "load_balancing.algorithm.anomaly_mitigation": "off",
    "load_balancing.algorithm.type": "round_robin",
    "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
    "slow_start.duration_seconds": "0",
    "stickiness.app_cookie.cookie_name": "",
    "stickiness.app_cookie.duration_seconds": "86400",
    "stickiness.enabled": "false",
    "stickiness.lb_cookie.duration_seconds": "86400",
    "stickiness.type": "lb_cookie",
    "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
    ...given,
  };
}

const noLogs = (kind: string): Attributes => ({
  [`${kind}.s3.enabled`]: "false",
  [`${kind}.s3.bucket`]: "",
  [`${kind}.s3.prefix`]: "",
});
