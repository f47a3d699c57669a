import { type KeyObject, X509Certificate } from "node:crypto";

export interface SnsReader {
  /** The key in the certificate there; read once. Rejects with a sentence for what is none, or is out of date. */
  readonly key: (url: string, now: number) => Promise<KeyObject>;
  /** A message of a topic of ours was signed with this one: it stays, whatever else is named. */
  readonly proved: (url: string) => void;
  /** Asks for an address, and only tells whether it was well. */
  readonly ask: (url: string) => Promise<boolean>;
}

const longest = { ms: 5_000, bytes: 16_384, kept: 10, readsAMinute: 10 };

/**
 * Follows no redirection, waits five seconds, and reads no more than a certificate has; no more than ten a minute, for whoever knows
 * a topic may name any number of them.
 */
export function createSnsReader(fetching: typeof fetch): SnsReader {
  const kept = createKept();
  const get = (url: string) =>
    fetching(url, { redirect: "error", signal: AbortSignal.timeout(longest.ms) });
  const ask = createPace();
  const read = async (url: string, now: number): Promise<X509Certificate> => {
    ask(now);
    const answer = await get(url);
    if (!answer.ok || answer.body === null) throw new Error("SNS did not give its certificate.");
    const certificate = new X509Certificate(await textOf(answer.body));
    kept.add(url, certificate);
    return certificate;
  };
  return {
    key: async (url, now) => {
      const certificate = kept.find(url) ?? (await read(url, now));
      const isValid =
        Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
      if (!isValid) throw new Error("The certificate of SNS is not valid now.");
      return certificate.publicKey;
    },
    proved: kept.prove,
    ask: async (url) => {
      const answer = await get(url);
      await answer.body?.cancel();
      return answer.ok;
    },
  };
}

/** Certificates by their address: some that were named, and beside them those that were proven. */
function createKept() {
  const [named, proven] = [new Map<string, X509Certificate>(), new Map<string, X509Certificate>()];
  const into = (kept: typeof named) => (url: string, certificate: X509Certificate) => {
    if (kept.size >= longest.kept) kept.clear();
    kept.set(url, certificate);
  };
  return {
    find: (url: string) => proven.get(url) ?? named.get(url),
    add: into(named),
    prove: (url: string) => {
      const certificate = named.get(url);
      if (certificate !== undefined && !proven.has(url)) into(proven)(url, certificate);
    },
  };
}

/** Throws when more was asked within the last minute than may be. */
function createPace(): (now: number) => void {
  let lately: readonly number[] = [];
  return (now) => {
    lately = lately.filter((at) => Math.abs(now - at) < 60_000);
    if (lately.length >= longest.readsAMinute)
      throw new Error("More certificates of SNS were named within a minute than it has.");
    lately = [...lately, now];
  };
}

async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > longest.bytes) throw new Error("This is longer than any certificate.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
