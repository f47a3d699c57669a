/** Where to measure, as it was typed. `tls` and `path` are null where nothing says. */
export type MeasuredAddress =
  | {
      readonly kind: "address";
      readonly host: string;
      readonly port: number;
      readonly tls: boolean | null;
      readonly path: string | null;
    }
  /** What to type instead, in a sentence. */
  | { readonly kind: "bad"; readonly why: string };

/** Reads "10.0.1.5:3000", "app.internal:8080", "[::1]:8080" or a whole address such as "https://10.0.1.5:8443/health". */
export function parseAddress(text: string): MeasuredAddress {
  const typed = text.trim();
  if (/^https?:\/\//i.test(typed)) return fromUrl(typed);
  const [, six, name, port = ""] =
    /^(?:\[([0-9a-f:.%\w]+)\]|([^\s:/[\]@]+)):(\d{1,5})$/i.exec(typed) ?? [];
  const host = six ?? name;
  if (host === undefined) return bad(`“${clip(typed)}” is no host and port.`);
  if (!isPort(port)) return bad(`${port} is no port.`);
  return { kind: "address", host, port: Number(port), tls: null, path: null };
}

/** Whether this is the DNS name of an AWS load balancer. */
export const isBalancerName = (host: string): boolean =>
  /\.elb\.(?:[a-z0-9-]+\.)?amazonaws\.(?:com|com\.cn|eu)\.?$/i.test(host);

/** "10.0.1.5:3000", "[::1]:8080". */
export const shownAddress = (host: string, port: number): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`;

function fromUrl(typed: string): MeasuredAddress {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (url === undefined || url.hostname === "") return bad(`“${clip(typed)}” is no address.`);
  if (url.username !== "" || url.password !== "") return bad("Leave out the name before the @.");
  const tls = url.protocol === "https:";
  const port = url.port === "" ? (tls ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { kind: "address", host, port, tls, path: `${url.pathname}${url.search}` };
}

const bad = (what: string): MeasuredAddress => ({
  kind: "bad",
  why: `${what} Write the server's own address and port, such as 10.0.1.5:3000 or [::1]:8080.`,
});

const isPort = (text: string) => Number(text) >= 1 && Number(text) <= 65_535;
const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
