/** Text with Slack's marks as a person reads it, and where its links lead: https://docs.slack.dev/messaging/formatting-message-text */
export function markupOff(marked: string): { readonly text: string; readonly linked: string[] } {
  const linked: string[] = [];
  const text = marked.replaceAll(/<([^<>]{1,3000})>/g, (_, inside: string) => {
    const [to = "", label] = inside.split("|", 2);
    if (/^https?:\/\//.test(to)) linked.push(entitiesOff(to));
    return label ?? to;
  });
  return { text: entitiesOff(text).replaceAll(/[*`]/g, ""), linked };
}

const entitiesOff = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
