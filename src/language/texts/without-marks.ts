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
