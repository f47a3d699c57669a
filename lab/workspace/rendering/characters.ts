/** A text with `:names:` of emoji as the emoji themselves; unknown names stay. */
export const textWithEmoji = (text: string): string =>
  text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emoji[name] ?? whole);

/** The emoji of a name, or the name in colons. */
export const emojiNamed = (name: string): string => emoji[name] ?? `:${name}:`;

// The few that people and the bot use in an incident.
const emoji: Readonly<Record<string, string>> = {
  "+1": "👍",
  "-1": "👎",
  arrow_right: "➡️",
  ballot_box_with_check: "☑️",
  bell: "🔔",
  bulb: "💡",
  chart_with_downwards_trend: "📉",
  chart_with_upwards_trend: "📈",
  eyes: "👀",
  fire: "🔥",
  heavy_check_mark: "✔️",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  information_source: "ℹ️",
  large_green_circle: "🟢",
  large_yellow_circle: "🟡",
  lock: "🔒",
  mag: "🔍",
  memo: "📝",
  no_entry: "⛔",
  pushpin: "📌",
  raised_hands: "🙌",
  red_circle: "🔴",
  rocket: "🚀",
  tada: "🎉",
  thinking_face: "🤔",
  wave: "👋",
  warning: "⚠️",
  white_check_mark: "✅",
  x: "❌",
};

/** Text as it was before Slack's three entities were made of it. */
export const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
