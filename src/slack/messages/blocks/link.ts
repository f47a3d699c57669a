/**
 * A link to one of Slack's own messages in mrkdwn; nothing for an address that could break out of
 * it.
 */
export const linkLine = (link: string, text: string): readonly string[] =>
  /^https?:\/\/[^\s<>|]+$/.test(link) ? [`<${link.replaceAll("&", "&amp;")}|${text}>`] : [];
