/**
 * Sends what this process asks of Slack and AWS through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, by Node's own means; Node
 * before 24.14 has none, which the doctor says. Requests of measurements and retests go to their addresses directly.
 */
export function useProxyOf(env: NodeJS.ProcessEnv): void {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
  if (!names.some((name) => env[name])) return;
  try {
    // An import would read all that the module offers, and so load Node's WebSocket and fetch, a seventh of a short command's start.
    process.getBuiltinModule("node:http").setGlobalProxyFromEnv?.({ ...env, ...besidesProxy(env) });
  } catch {
    // An address that is none: the doctor names it, and nothing goes through it.
  }
}

/** Where machines and containers of AWS ask for their role's credentials: on the machine itself, where no proxy leads. */
const metadata = "169.254.169.254,169.254.170.2,169.254.170.23";

const besidesProxy = ({ NO_PROXY, no_proxy = NO_PROXY }: NodeJS.ProcessEnv) => {
  const all = no_proxy ? `${no_proxy},${metadata}` : metadata;
  return { NO_PROXY: all, no_proxy: all };
};
