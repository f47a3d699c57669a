import { plainWords } from "../formats/lines.ts";
import { type Directive, parseNginx } from "../proxies/nginx-blocks.ts";

/** Sections at the beginning of a line, and under them what only HAProxy says there. */
export function isHaproxy(text: string): boolean {
  let inSection = false;
  for (const whole of text.split("\n")) {
    const line = whole.slice(0, 300);
    const words = plainWords(line.split("#")[0] ?? "");
    const [first = "", second = ""] = words;
    if (words.length === 0) continue;
    if (/^\S/.test(line)) {
      const isNamed =
        /^(?:frontend|backend|listen)$/.test(first) && /^[\w.:-]{1,100}$/.test(second);
      inSection =
        words.length < 6 && (isNamed || /^(?:global|defaults)$/.test(first)) && !/[{;=]/.test(line);
    } else if (inSection && isHaproxyLine(first, words)) return true;
  }
  return false;
}

const isHaproxyLine = (first: string, words: readonly string[]) =>
  (first === "timeout" &&
    /^(?:connect|client|server|http-[a-z-]{1,20}|queue|check|tunnel)$/.test(words[1] ?? "")) ||
  (first === "mode" && /^(?:http|tcp|health)$/.test(words[1] ?? "") && words.length === 2) ||
  (first === "option" &&
    /^(?:http|forwardfor|redispatch|dontlognull|tcplog)/.test(words[1] ?? "")) ||
  (/^(?:bind|default_backend|use_backend|clitimeout|contimeout|srvtimeout)$/.test(first) &&
    words.length > 1) ||
  (first === "server" && words.length > 2 && !words.some((word) => word.endsWith(";")));

/** A section in angle brackets that is closed again, or directives of the main server in their own spelling. */
export function isApache(lines: readonly string[]): boolean {
  const opened = lines.flatMap(
    (line) =>
      /^<(VirtualHost|IfModule|Directory|DirectoryMatch|Location|LocationMatch|Proxy|Files|FilesMatch|IfDefine)\b/.exec(
        line,
      )?.[1] ?? [],
  );
  if (opened.some((name) => lines.includes(`</${name}>`))) return true;
  const code = lines.filter((line) => !line.startsWith("#"));
  const own = code.filter((line) =>
    /^(?:KeepAlive(?:Timeout)?|MaxKeepAliveRequests|ServerRoot|LoadModule|ProxyPass|DocumentRoot|Listen)[ \t]/.test(
      line,
    ),
  );
  return (
    own.length > 0 && code.every((line) => /^(?:[A-Z][A-Za-z0-9]{2,60}(?:[ \t]|$)|<)/.test(line))
  );
}

/** A site or the global block, opened at the end of a line, with a directive of Caddy in it. */
export function isCaddyfile(lines: readonly string[]): boolean {
  const code = lines.filter((line) => !line.startsWith("#"));
  const opens = code.findIndex((line) => line.endsWith("{"));
  if (opens === -1 || code.some((line) => line.endsWith(";"))) return false;
  if (!outerBlocks(code).every(isAddress)) return false;
  return code
    .slice(opens + 1)
    .some((line) => caddyDirectives.has(plainWords(line)[0] ?? "") && !/^\w+[ \t]*[=:]/.test(line));
}

/** The lines that open a block which stands in no other. */
function outerBlocks(code: readonly string[]): readonly string[] {
  let depth = 0;
  return code.flatMap((line) => {
    const opens = line.endsWith("{") && depth++ === 0;
    if (line === "}") depth = Math.max(0, depth - 1);
    return opens ? [line.slice(0, -1).trim()] : [];
  });
}

/** The global block, a snippet, or addresses of sites: example.com, :80, {$SITE}, localhost. */
const isAddress = (text: string) =>
  text === "" ||
  /^\(\w[\w.-]{0,60}\)$|^&?\([\w-]{1,60}\)$/.test(text) ||
  plainWords(text.slice(0, 500)).every((word) => /[.:*]|^\{|^localhost/.test(word));

const caddyDirectives = new Set(
  "reverse_proxy file_server php_fastcgi php_server respond encode handle handle_path servers auto_https frankenphp redir route basicauth basic_auth".split(
    " ",
  ),
);

/** Statements with semicolons and blocks, most of them nginx's own. */
export function isNginx(text: string): boolean {
  const directives = parseNginx({ text, file: "", as: "", firstLine: 1 }).slice(0, 300);
  const own = directives.filter(isNginxDirective);
  // A key of YAML, in which a text of nginx may stand.
  if (directives[0]?.name.endsWith(":")) return false;
  return own.length > 0 && own.length * 2 >= directives.length;
}

function isNginxDirective({ name, values, block }: Directive): boolean {
  if (values[0] === "=") return false;
  if (block === undefined) return simple.has(name) && values.length > 0;
  if (name === "server")
    return values.length === 0 && block.some((inner) => inServer.has(inner.name));
  if (name === "http" || name === "events" || name === "stream" || name === "mail")
    return values.length === 0;
  if (name === "upstream")
    return values.length === 1 && block.some((inner) => inner.name === "server");
  return (
    /^(?:location|map|geo|types|split_clients)$/.test(name) &&
    (name === "types" || values.length > 0)
  );
}

const inServer = new Set(
  "listen server_name location return root proxy_pass keepalive_timeout ssl_certificate rewrite".split(
    " ",
  ),
);

const simple = new Set(
  "keepalive_timeout keepalive_requests keepalive_time proxy_pass proxy_http_version proxy_set_header proxy_read_timeout proxy_connect_timeout proxy_send_timeout proxy_buffering proxy_buffers proxy_buffer_size proxy_next_upstream client_max_body_size client_body_timeout client_header_timeout send_timeout server_tokens server_names_hash_bucket_size gzip gzip_types gzip_vary sendfile tcp_nopush tcp_nodelay types_hash_max_size log_format access_log error_log add_header worker_processes worker_connections pid user include ssl_protocols ssl_ciphers ssl_prefer_server_ciphers ssl_session_cache ssl_certificate ssl_certificate_key listen server_name root index default_type resolver limit_req_zone limit_conn_zone real_ip_header set_real_ip_from charset load_module".split(
    " ",
  ),
);
