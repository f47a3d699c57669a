/*
 * What the senders of test/alerts/kinds show besides: in blocks and in attachments, cut off, over, of several targets, of other
 * partitions. Amazon Q's are as bots that read it in public repositories know them; the others as in test/alerts/kinds.
 */
export const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

export const fields = (all: { readonly [name: string]: string }) => ({
  type: "section",
  fields: Object.entries(all).map(([name, value]) => ({
    type: "mrkdwn",
    text: `*${name}*\n${value}`,
  })),
});

export const attached = (author: string, one: object) => ({
  bot_profile: { name: author },
  text: "",
  attachments: [one],
});
