import type { ChangeSafety, Remedy } from "#language";
import type { Link } from "../links/link.ts";
import type { Server } from "../links/server.ts";

/** How many connections each target would have to open. */
export interface Load {
  /** At the busiest; null where it was not read. */
  readonly requestsPerSecond: number | null;
  /** Healthy targets. */
  readonly targets: number;
  readonly isTls: boolean;
}

/** Letting a server use each connection once; null where it has no setting for that. */
export function stopReuse({ server }: Link, known: Server, load: Load): Remedy | null {
  if (known.stopReuse === undefined) return null;
  const { safety, says } = affordable(load);
  return {
    title: `Let ${server.name} use each connection once`,
    safety,
    says: `A connection that is not kept cannot be closed under a request. ${says}`,
    lines: [`# ${known.called}`, `+ ${known.stopReuse}`],
    ...(known.rollOut === undefined ? {} : { rollOut: known.rollOut }),
    costs: [
      "Each request opens a connection: one more round trip, more work on the targets, more sockets in TIME_WAIT.",
      "Take it back when the timeouts are aligned.",
    ],
    undo: `- ${known.stopReuse}`,
    source: known.source,
  };
}

/** Rules of thumb, not limits: new connections a second that a target takes with ease, and with effort; a third of that with TLS. */
const easy = 100;
const hard = 500;

function affordable({ requestsPerSecond, targets, isTls }: Load): {
  readonly safety: ChangeSafety;
  readonly says: string;
} {
  if (requestsPerSecond === null || targets === 0) {
    return { safety: "unknown", says: "How many requests come could not be read." };
  }
  const each = requestsPerSecond / targets;
  const scale = isTls ? 1 / 3 : 1;
  const safety = each <= easy * scale ? "safe" : each <= hard * scale ? "careful" : "unsafe";
  const tls = isTls ? ", each with a TLS handshake" : "";
  const limit = Math.round((safety === "safe" ? easy : hard) * scale);
  const held = safety === "unsafe" ? `more than the ${limit}` : `no more than the ${limit}`;
  return {
    safety,
    says: `At the busiest that is ${Math.ceil(each)} new connections a second on each of ${targets} healthy targets${tls}, ${held} that ${safety === "safe" ? "are easy" : "one can bear"} as a rule of thumb.`,
  };
}
