/** What helps where a cause other than the race was found. */
export interface Branch {
  /** Where to look, and for what; a sentence. */
  readonly look: string;
  /** A command to paste that only reads; `{each}` stands for each target group, `{region}` for the option. */
  readonly command: string;
  /** Who can mend it as a rule; a sentence. */
  readonly owner: string;
}

const health =
  "aws elbv2 describe-target-health{region} --target-group-arn {each} --query 'TargetHealthDescriptions[].[Target.Id,Target.Port,TargetHealth.State,TargetHealth.Reason,TargetHealth.Description]' --output table";
const settings =
  "aws elbv2 describe-target-groups{region} --target-group-arns {each} --query 'TargetGroups[].[TargetGroupName,Protocol,Port,HealthCheckProtocol,HealthCheckPath,Matcher.HttpCode]' --output table";
const leaving =
  "aws elbv2 describe-target-group-attributes{region} --target-group-arn {each} --query \"Attributes[?Key=='deregistration_delay.timeout_seconds']\" --output table";

/** By the finding of a look at metrics, access logs or changes. */
export const helpByFinding: { readonly [finding in string]?: Branch } = {
  "targets-down": {
    look: "Look at the reason beside each unhealthy target: a timeout or a refused connection is the process or a security group, a wrong code is the health check's path or the application behind it.",
    command: health,
    owner:
      "The team that runs the service usually owns it; whoever runs the network does where the reason is a timeout.",
  },
  "connect-refused": {
    look: "Look for a process that restarts or is not listening, a full listen queue, a port that differs from the target group's, and a security group or network ACL in between.",
    command: health,
    owner:
      "The team that runs the service usually owns it; security groups and network ACLs belong to whoever runs the network.",
  },
  tls: {
    look: "Look at the target's certificate, TLS versions and ciphers, and whether a handshake takes over 10 s: the load balancer does not check names or dates, but both sides need a version and a cipher in common.",
    command: settings,
    owner: "Whoever renews certificates or sets TLS on the targets usually owns it.",
  },
  "target-error": {
    look: "Look into the application's log at these times, and at what it asks itself: a database, another service, a limit. A proxy on the target writes why it answered 502 into its error log.",
    command: health,
    owner: "The team that writes the application usually owns it.",
  },
  "killed-mid-request": {
    look: "Look for workers that are ended in the middle of a request: worker timeouts, out-of-memory kills, crashes, and restarts that wait for nobody.",
    command: health,
    owner:
      "The team that runs the service usually owns it; memory limits belong to whoever runs the platform.",
  },
  "bad-response": {
    look: "Ask one target directly for a URL that fails and look at its response: headers over 32 K in all, a malformed line, or a length that does not fit the body.",
    command: settings,
    owner:
      "The team that writes the application usually owns it; cookies and tokens are what grows most often.",
  },
  deploy: {
    look: "Look how a target leaves: it must go on until the load balancer sends it nothing more, and finish what it began within its grace period.",
    command: leaving,
    owner: "Whoever owns the deployment's pipeline usually owns it.",
  },
  scaled: {
    look: "Look how a target leaves when it is scaled in: an instance or a task that is ended before its deregistration delay is over cuts its requests off.",
    command: leaving,
    owner: "Whoever owns the scaling policy usually owns it.",
  },
  crashing: {
    look: "Look why targets fail their health checks and come back: exit codes, out-of-memory kills, and probes that are stricter under load.",
    command: health,
    owner: "The team that runs the service usually owns it.",
  },
};
