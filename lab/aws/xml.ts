/** A value that the Query protocol can express. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

/** Writes a value as XML: members of objects as elements, items of lists as `member` elements. */
export function xml(value: XmlValue): string {
  if (value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return escapeXml(String(value));
  if (isList(value)) return value.map((item) => `<member>${xml(item)}</member>`).join("");
  return Object.entries(value)
    .map(([name, member]) => (member === undefined ? "" : `<${name}>${xml(member)}</${name}>`))
    .join("");
}

// Array.isArray does not narrow readonly arrays.
function isList(value: object): value is readonly XmlValue[] {
  return Array.isArray(value);
}

/** Text as it may stand in an element or attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
