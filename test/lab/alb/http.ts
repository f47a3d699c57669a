import { type IncomingHttpHeaders, type RequestOptions, request } from "node:http";

/** An answer that has been read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request to a port on 127.0.0.1 over a connection of its own. */
export function ask(
  port: number,
  options: RequestOptions & { body?: string } = {},
): Promise<Answer> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, agent: false, ...rest }, async (response) => {
      const pieces = await response.setEncoding("utf8").toArray();
      const { statusCode: status = 0, headers } = response;
      resolve({ status, headers, body: pieces.join("") });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
