import { DatabaseError } from "pg";
import { HandrailError, StoreUnavailable } from "../../run/errors.ts";
import { isLost } from "./retry-delay.ts";

/** What PostgreSQL or the way to it threw for the database `called`, as StoreUnavailable; a fault of ours stays itself. */
export function postgresFailure(called: string) {
  return (thrown: unknown): unknown => {
    if (thrown instanceof HandrailError) return thrown;
    const says = sentence(called, thrown);
    return says === undefined ? thrown : new StoreUnavailable(says, { cause: thrown });
  };
}

function sentence(called: string, thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown instanceof DatabaseError && thrown.code !== undefined) {
    const says = byState[thrown.code] ?? byClass[thrown.code.slice(0, 2)];
    if (says !== undefined) return says(called);
  }
  if (isLost(thrown)) return lost(called);
  return (byCode["code" in thrown ? String(thrown.code) : ""] ?? bySaying(thrown.message))?.(
    called,
  );
}

type Sentence = (called: string) => string;

const lost: Sentence = (called) =>
  `The database ${called} cannot be reached, so nothing was recorded. Check that its server runs and that the network lets Handrail through; a running bot asks again by itself.`;
const late: Sentence = (called) =>
  `The database ${called} did not answer in time, so nothing was recorded. Please try again; if it goes on, look for locks and load on its server.`;
const full: Sentence = (called) =>
  `The disk that holds the database ${called} is full, so nothing was recorded. Free some space on its server and try again; no restart is needed.`;
const readOnly: Sentence = (called) =>
  `The database ${called} only lets itself be read, so nothing was recorded. It is perhaps a standby: point DATABASE_URL to the primary, or end its read-only mode.`;
const crowded: Sentence = (called) =>
  `The database ${called} has no connection or memory left, so nothing was recorded. Let HANDRAIL_DATABASE_CONNECTIONS times the number of replicas stay below its max_connections.`;
const refused: Sentence = (called) =>
  `The database ${called} refused Handrail's user or password. Correct them in DATABASE_URL, then start Handrail again.`;
const missing: Sentence = (called) =>
  `There is no database ${called}. Create it, owned by Handrail's user, then start Handrail again.`;
const forbidden: Sentence = (called) =>
  `Handrail's user may not do this in the database ${called}, so nothing was recorded. Make it the owner of the database and its tables.`;
const broken: Sentence = (called) =>
  `The disk or the files of the database ${called} are damaged, so nothing was recorded. Read its server's log and restore the newest backup if need be.`;
const busy: Sentence = (called) =>
  `Too many changes met at once in the database ${called}, so nothing was recorded. Please try again.`;
const insecure: Sentence = (called) =>
  `No secure connection to the database ${called} came about. Check sslmode and sslrootcert in DATABASE_URL against its server's certificate.`;
const closed: Sentence = (called) =>
  `The database ${called} is closed, because Handrail is stopping; nothing was recorded. Please try again shortly.`;

/** By SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const byState: { readonly [state: string]: Sentence } = {
  "25006": readOnly,
  "25P03": late,
  "3D000": missing,
  "40001": busy,
  "40P01": busy,
  "42501": forbidden,
  "53100": full,
  "55P03": late,
  "57014": late,
  "58030": broken,
};

const byClass: { readonly [two: string]: Sentence } = {
  "08": lost,
  "28": refused,
  "53": crowded,
  "57": lost,
  XX: broken,
};

/** By Node's code of a failure on the way; all others that mean a lost connection are known to `isLost`. */
const byCode: { readonly [code: string]: Sentence } = {
  ENOTFOUND: lost,
  ENOENT: lost,
  EACCES: lost,
  SELF_SIGNED_CERT_IN_CHAIN: insecure,
  DEPTH_ZERO_SELF_SIGNED_CERT: insecure,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: insecure,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: insecure,
  CERT_HAS_EXPIRED: insecure,
  ERR_TLS_CERT_ALTNAME_INVALID: insecure,
};

/** pg names some failures by their sentence only. */
function bySaying(message: string): Sentence | undefined {
  if (/^Connection terminated due to connection timeout|^timeout exceeded/.test(message))
    return late;
  // We broke it off ourselves, for it took too long.
  if (/^Connection terminated$|^Client was closed and is not queryable/.test(message)) return late;
  if (/does not support SSL/.test(message)) return insecure;
  if (/^SASL: .*password/.test(message)) return refused;
  if (/after calling end on the pool|driver has already been destroyed/.test(message))
    return closed;
  return undefined;
}
