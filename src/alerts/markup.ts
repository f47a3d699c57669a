/** Text with Slack's marks as a person reads it, and where its links lead: https://docs.slack.dev/messaging/formatting-message-text */
export function markupOff(marked: string): { readonly text: string; readonly linked: string[] } {
  const linked: string[] = [];
  const text = marked.replaceAll(/<([^<>]{1,3000})>/g, (_, inside: string) => {
    const at = inside.indexOf("|");
    const to = at < 0 ? inside : inside.slice(0, at);
    if (/^https?:\/\//.test(to)) linked.push(entitiesOff(to));
    return at < 0 ? to : inside.slice(at + 1);
  });
  return { text: entitiesOff(text).replaceAll(/[*`]/g, ""), linked };
}

const entitiesOff = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
