/** Advance widths of Inter's printable ASCII from the space on, in thousandths of the size of type. */
const regular: readonly number[] = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610,
  618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
  590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
  679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
  242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
];
const semiBold: readonly number[] = [
  252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623,
  636, 666, 612, 640, 576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605,
  588, 749, 746, 277, 580, 703, 565, 922, 759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720,
  713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624, 591, 389, 625, 612, 262, 262, 569,
  262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455, 359, 455, 673,
];
// Wider than nearly all letters beyond ASCII.
const other = 1_000;

/** How wide a text is, in the unit of its size; a little more than it is where letters are drawn closer together. */
export function textWidth(text: string, size: number, isBold = false): number {
  const widths = isBold ? semiBold : regular;
  const sum = [...text].reduce(
    (all, letter) => all + (widths[(letter.codePointAt(0) ?? 0) - 32] ?? other),
    0,
  );
  return (sum * size) / 1_000;
}

/** The text in at most `lines` lines of so many units, broken at spaces; "…" stands for the rest. */
export function wrapText(
  text: string,
  most: number,
  size: number,
  lines: number,
): readonly string[] {
  const found: string[] = [];
  for (const word of text.split(" ")) {
    const longer = [...(found.at(-1) === undefined ? [] : [found.at(-1)]), word].join(" ");
    const isFull = textWidth(longer, size) > most;
    if (isFull && found.length > 0 && found.length < lines) found.push(word);
    else found.splice(-1, 1, longer);
  }
  return found.map((one) => fitText(one.replaceAll("\u00a0", " "), most, size));
}

/** The text, or its beginning with "…", within so many units. */
export function fitText(text: string, most: number, size: number, isBold = false): string {
  if (textWidth(text, size, isBold) <= most) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join("")}…`, size, isBold) > most)
    letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
