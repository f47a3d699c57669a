import { asRecord, asText, isRecord, type JsonRecord } from "../json.ts";

/** A payload on its way to the app. */
export interface Outgoing {
  readonly type: "slash_commands" | "interactive" | "events_api";
  readonly payload: JsonRecord;
  readonly acceptsResponsePayload: boolean;
}

/** How a payload fared; `afterMs` is the time to the ack, or to giving up, in milliseconds. */
export interface PayloadDelivery {
  readonly envelopeId: string;
  readonly payload: JsonRecord;
  readonly acked: boolean;
  readonly afterMs: number;
  /** What came with the ack, null when nothing did. */
  readonly response: JsonRecord | null;
  /** Whether any connection was open to send it to. */
  readonly sent: boolean;
}

// https://docs.slack.dev/apis/events-api#retries: "three times".
const mostRetries = 3;

/** How a payload goes out, for which time. */
type Dispatch = (outgoing: Outgoing, retries: number) => Promise<PayloadDelivery>;

/** Keeps the events that nobody acknowledged, to be sent again. */
export function createRedelivery(dispatch: Dispatch) {
  const unacknowledged: { readonly outgoing: Outgoing; readonly retries: number }[] = [];
  const deliver: Dispatch = async (outgoing, retries) => {
    const delivery = await dispatch(outgoing, retries);
    if (!delivery.acked && outgoing.type === "events_api")
      unacknowledged.push({ outgoing, retries });
    return delivery;
  };
  return {
    deliver: (outgoing: Outgoing) => deliver(outgoing, 0),
    redeliver: () => {
      const due = unacknowledged.splice(0).filter(({ retries }) => retries < mostRetries);
      return Promise.all(due.map(({ outgoing, retries }) => deliver(outgoing, retries + 1)));
    },
  };
}

/** Sends envelopes, matches acks with them, and keeps the events that no ack came for. */
export function createEnvelopes(ackLimitMs: number, send: (text: string) => boolean) {
  const acks = createAcks(ackLimitMs);
  let last = 0;
  const dispatch: Dispatch = async (outgoing, retries) => {
    last += 1;
    const envelopeId = `envelope-${last}`;
    const started = performance.now();
    const sent = send(JSON.stringify(envelope(envelopeId, outgoing, retries)));
    // With no time at all, no answer is in time, however fast it comes.
    const ack = sent && ackLimitMs > 0 ? await acks.expect(envelopeId) : nothing;
    const afterMs = Math.round(performance.now() - started);
    return { envelopeId, payload: outgoing.payload, ...ack, afterMs, sent };
  };
  return {
    ...createRedelivery(dispatch),
    receive: acks.receive,
    close: acks.close,
  };
}

type Ack = Pick<PayloadDelivery, "acked" | "response">;

const nothing: Ack = { acked: false, response: null };

function createAcks(ackLimitMs: number) {
  const waiting = new Map<string, (ack: Ack) => void>();
  const expect = (envelopeId: string) =>
    new Promise<Ack>((resolve) => {
      const end = (ack: Ack) => {
        clearTimeout(timer);
        waiting.delete(envelopeId);
        resolve(ack);
      };
      const timer = setTimeout(() => end(nothing), ackLimitMs);
      waiting.set(envelopeId, end);
    });
  return {
    expect,
    receive: (text: string) => {
      const { envelope_id: id, payload } = readAck(text);
      const response = isRecord(payload) ? payload : null;
      waiting.get(asText(id) ?? "")?.({ acked: true, response });
    },
    close: () => {
      for (const end of [...waiting.values()]) end(nothing);
    },
  };
}

// Envelope fields: https://docs.slack.dev/apis/events-api/using-socket-mode
function envelope(envelopeId: string, outgoing: Outgoing, retries: number): JsonRecord {
  return {
    envelope_id: envelopeId,
    type: outgoing.type,
    payload: outgoing.payload,
    accepts_response_payload: outgoing.acceptsResponsePayload,
    ...(outgoing.type === "events_api" && {
      retry_attempt: retries,
      retry_reason: retries > 0 ? "timeout" : "",
    }),
  };
}

function readAck(text: string): JsonRecord {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}
