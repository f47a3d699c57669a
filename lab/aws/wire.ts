import type { ServerResponse } from "node:http";
import type { Call } from "./call.ts";
import { respondJson, respondQuery } from "./respond.ts";
import { escapeXml, type XmlValue } from "./xml.ts";

/** Writes an answer that is known as it goes over the wire, in the protocol of its call. */
export function respondWire(response: ServerResponse, call: Call, answer: XmlValue): void {
  if (call.fields.has("Action")) respondQuery(response, call, elements(answer));
  else respondJson(response, Object(answer));
}

/** A value as XML: members of objects as elements, and lists as the same element several times. */
function elements(value: XmlValue): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object" || value instanceof Date) return escapeXml(String(value));
  return Object.entries(value)
    .flatMap(([name, member]) =>
      (Array.isArray(member) ? member : [member]).map(
        (one) => `<${name}>${elements(one)}</${name}>`,
      ),
    )
    .join("");
}
