import type { IncomingMessage, ServerResponse } from "node:http";
import type { AwsCall, Service } from "./call.ts";
import type { AwsError } from "./errors.ts";
import { escapeXml, type XmlValue, xml } from "./xml.ts";

/** Which protocol a client speaks; "rest" is S3's, paths and XML. */
type Protocol = "query" | "json" | "rest";

/** What errors are written in, also where the request was not understood; of those here, only S3 is asked with GET. */
export function protocolOf({ method, headers }: IncomingMessage): Protocol {
  if (method === "GET") return "rest";
  return headers["x-amz-target"] ? "json" : "query";
}

/** Writes a successful answer of a Query service. */
export function respondXml(response: ServerResponse, call: AwsCall, result: XmlValue): void {
  respondQuery(response, call, xml(result));
}

/** The same for a result that is XML already. */
function respondQuery(
  response: ServerResponse,
  { service, action }: AwsCall,
  result: string,
): void {
  const id = xml({ ResponseMetadata: { RequestId: requestId } });
  const page = `<${action}Response xmlns="${NAMESPACES[service] ?? ""}"><${action}Result>${result}</${action}Result>${id}</${action}Response>`;
  send(response, 200, "text/xml", page);
}

/** Writes a successful answer of a JSON service. */
export function respondJson(response: ServerResponse, result: object): void {
  send(response, 200, JSON_TYPE, JSON.stringify(result));
}

export function respondError(response: ServerResponse, protocol: Protocol, error: AwsError): void {
  const { code, message, side, status } = error;
  if (protocol === "rest") {
    const body = { Error: { Code: code, Message: message, RequestId: requestId } };
    send(response, status, "application/xml", xml(body));
    return;
  }
  if (protocol === "query") {
    const body = { Error: { Type: side, Code: code, Message: message }, RequestId: requestId };
    send(response, status, "text/xml", `<ErrorResponse>${xml(body)}</ErrorResponse>`);
    return;
  }
  // CloudWatch keeps the codes of its Query days in this header, and the SDK believes it first.
  response.setHeader("x-amzn-query-error", `${code};${side}`);
  send(response, status, JSON_TYPE, JSON.stringify({ __type: code, message }));
}

const requestId = "1ab0ab0a-0000-4000-8000-1ab0ab0a0000";
const JSON_TYPE = "application/x-amz-json-1.0";

const NAMESPACES: Readonly<Partial<Record<Service, string>>> = {
  elasticloadbalancing: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
  cloudwatch: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  cloudtrail: "http://cloudtrail.amazonaws.com/doc/2013-11-01/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "Content-Type": type, "x-amzn-RequestId": requestId });
  response.end(body);
}

/** Writes an answer that is known as it goes over the wire, in the protocol of its call. */
export function respondWire(response: ServerResponse, call: AwsCall, answer: XmlValue): void {
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
