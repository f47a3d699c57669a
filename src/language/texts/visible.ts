/**
 * Characters that are not seen and change what is: control characters (ESC among them), marks that turn the direction of text
 * around, characters without width, separators of lines. The joiners that emoji and some scripts need stay.
 */
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Text that did not come from us without what cannot be seen; line breaks stay, and tabs as spaces. */
export const visible = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(unseen, (mark) => (mark === "\n" ? mark : mark === "\t" ? " " : ""));

/** The same on one line: line breaks and runs of spaces become one space. */
export const visibleLine = (text: string): string => visible(text).replaceAll(/\s+/g, " ").trim();

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
