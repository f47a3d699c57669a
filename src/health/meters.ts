import { createRegistry, type Gauge, type Labels } from "./registry.ts";

/** What Handrail counts. No label holds anything that a person typed. */
export interface Meters {
  readonly event: (labels: { readonly kind: string }) => void;
  readonly effect: (labels: { readonly kind: string; readonly outcome: EffectOutcome }) => void;
  readonly request: (type: string, outcome: string, seconds: number) => void;
  readonly look: (probe: string, seconds: number) => void;
  readonly call: (labels: { readonly method: string; readonly outcome: string }) => void;
  /** Everything counted so far, with these numbers of the moment. */
  readonly text: (gauges: readonly Gauge[]) => string;
}

/** "waiting" is work that was asked to wait and does not count as failed. */
export type EffectOutcome = "performed" | "waiting" | "failed" | "dead";

export function createMeters(): Meters {
  const { counter, histogram, text } = createRegistry();
  const requests = counter("handrail_requests_total", "Requests of Slack, by how they were taken.");
  const seconds = histogram(
    "handrail_request_seconds",
    "From a request's arrival to its acknowledgement, in seconds.",
  );
  const looks = histogram(
    "handrail_probe_seconds",
    "How long a look at the world took, in seconds.",
  );
  const measured = (probe: string): Labels => ({ probe });
  return {
    event: counter("handrail_events_total", "Events committed to the logs of runs."),
    effect: counter("handrail_effects_total", "Effects, by how an attempt at them ended."),
    request: (type, outcome, took) => {
      requests({ type, outcome });
      seconds({ type }, took);
    },
    look: (probe, took) => looks(measured(probe), took),
    call: counter("handrail_slack_calls_total", "Calls to Slack's Web API, by their outcome."),
    text,
  };
}
