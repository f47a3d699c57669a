/** Requests of the bot's own, over all processes of one database. */
export interface SendQuota {
  /**
   * Lets one look at a time send to a destination, until `now + leaseMs` unless it is renewed. "spent": so many went there
   * within an hour that `requests` more are over `perHour`.
   */
  begin(
    wanted: {
      readonly lease: string;
      readonly destination: string;
      readonly requests: number;
      readonly leaseMs: number;
      readonly perHour: number;
    },
    now: number,
  ): Promise<{ kind: "begun" } | { kind: "busy" } | { kind: "spent"; sent: number }>;
  /** False when the lease was lost. */
  renew(lease: string, until: number): Promise<boolean>;
  /** Others may send; so many were sent until now, which count for an hour from now. */
  end(lease: string, sent: number, now: number): Promise<void>;
}
