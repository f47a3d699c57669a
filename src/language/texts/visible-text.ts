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
