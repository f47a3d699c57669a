/**
 * Characters that are not seen and change what is: control characters (ESC among them), marks that turn the direction of text
 * around, separators of lines, halves of characters, as which Slack takes no message, and whatever Unicode says is to be ignored
 * where it cannot be shown: no width, fillers, tags, selectors in which a text can hide. What emoji and some scripts need stays:
 * their joiners, but not between letters of Latin, and their variants.
 */
const unseen =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}|[\p{Cc}\p{Cs}\u2028-\u202e\ufff9-\ufffb]|(?<=[!-~])(?:\u200c|\u200d|[\ufe00-\ufe0d])+(?=[!-~])/gu;

/** Text that did not come from us without what cannot be seen; line breaks stay, and tabs as spaces. */
export const visibleText = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(unseen, (mark) => (mark === "\n" ? mark : mark === "\t" ? " " : ""));

/** The same on one line: line breaks and runs of spaces become one space. */
export const visibleLine = (text: string): string =>
  visibleText(text).replaceAll(/\s+/g, " ").trim();

/**
 * The same where nothing may be lost: each such character is written out as \u202e, which JSON reads back. Line breaks and tabs
 * stay.
 */
export const writtenOut = (text: string): string =>
  text.replaceAll(unseen, (mark) =>
    mark === "\n" || mark === "\t" ? mark : [...units(mark)].join(""),
  );

function* units(mark: string): Generator<string> {
  for (let at = 0; at < mark.length; at++)
    yield `\\u${mark.charCodeAt(at).toString(16).padStart(4, "0")}`;
}

/**
 * An address as it may be shown to everyone and kept: without a name and password, the values of its query and its fragment, any of
 * which may be a secret. "https://shop.example/cart?…". Text that is no address is shown to the same extent.
 */
export function shownUrl(address: string): string {
  const [withoutQuery = ""] = address.split(/[?#]/, 1);
  const shown = withoutQuery.replace(/^([a-z][a-z0-9+.-]*:(?=[/\\]))?([/\\]*)[^/\\]*@/i, "$1$2");
  return address.split("#", 1).join("").includes("?") ? `${shown}?…` : shown;
}

/**
 * A fact for a text in which Slack reads marks, and knows no way to escape them: what could make bold, italic, struck or code of a
 * part of it is shown by a sign that looks alike. A mark that stands alone or within a word makes nothing, and stays.
 */
export const withoutMarks = (value: string): string =>
  value.replaceAll(/[*_~`]/g, (mark, at: number) => {
    const isAlone = value.indexOf(mark) === value.lastIndexOf(mark);
    const isWithin = /^[\p{L}\p{N}]{2}$/u.test(`${value[at - 1] ?? ""}${value[at + 1] ?? ""}`);
    return isAlone || isWithin ? mark : (alike[mark] ?? mark);
  });

const alike: { readonly [mark: string]: string } = { "*": "∗", _: "＿", "~": "∼", "`": "ˋ" };
