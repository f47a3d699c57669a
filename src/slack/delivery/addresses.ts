/**
 * Whether an address that came in a request or an answer is Slack's: where its API is, or a host below that name, such as
 * files.slack.com and hooks.slack.com. Nothing goes anywhere else, neither a token nor what somebody is told.
 */
export function isAtSlack(address: string, slackApiUrl: string): boolean {
  const [url, api] = [URL.parse(address), new URL(slackApiUrl)];
  if (url === null || url.protocol !== api.protocol || url.port !== api.port) return false;
  return url.hostname === api.hostname || url.hostname.endsWith(`.${api.hostname}`);
}
