import { LookStopped } from "../run/errors.ts";
import { withoutSecrets } from "../run/secrets.ts";
import type { Action } from "./allow-list.ts";
import { grantOf } from "./iam.ts";
import { partitionOf } from "./regions.ts";

export type ProblemKind =
  | "no-credentials"
  | "expired"
  | "clock"
  | "denied"
  | "role"
  | "throttled"
  | "not-found"
  | "timeout"
  | "unreachable"
  | "endpoint"
  | "cancelled"
  | "refused"
  | "other";

/** Why AWS could not be asked. `message` is a sentence for responders: what was not read, and what to do. */
export class AwsProblem extends Error {
  readonly kind: ProblemKind;
  /** For "denied": the missing statement, ready to paste into an IAM policy. */
  readonly policy: string | undefined;
  constructor(kind: ProblemKind, message: string, more: ErrorOptions & { policy?: string } = {}) {
    super(message, more);
    this.name = "AwsProblem";
    this.kind = kind;
    this.policy = more.policy;
  }
}

export interface FailedCall {
  readonly action: Action | "sts:AssumeRole";
  readonly region: string;
  readonly signal?: AbortSignal | undefined;
}

/** The problem behind whatever the SDK threw. */
export function problemOf(error: unknown, asked: FailedCall): AwsProblem {
  if (error instanceof AwsProblem) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const kind = asked.signal?.aborted ? "cancelled" : kindOf(cause);
  const policy = kind === "denied" ? { policy: statement(asked, cause) } : {};
  return new AwsProblem(kind, sentence(kind, cause, asked), { cause, ...policy });
}

function kindOf(error: Error): ProblemKind {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const words = `${error.name} ${code} ${error.message}`;
  return signs.find(([, ...all]) => all.every((sign) => sign.test(words)))?.[0] ?? "other";
}

/** Names, codes and phrases of the SDK, the credential providers and Node, the most telling first; of several all must be there. */
const signs: readonly (readonly [ProblemKind, ...RegExp[]])[] = [
  ["clock", /RequestTimeTooSkewed|RequestInTheFuture|Signature (?:expired|not yet current)/],
  ["expired", /ExpiredToken|RequestExpired|TokenRefreshRequired/i],
  ["expired", /(session|token)\b/i, /\bexpired/i],
  ["no-credentials", /CredentialsProviderError|Could not load credentials|TokenProviderError/],
  [
    "no-credentials",
    /InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClient|SignatureDoesNotMatch|AuthFailure/,
  ],
  ["no-credentials", /InvalidSignature|MissingAuthenticationToken|IncompleteSignature/],
  ["denied", /AccessDenied|UnauthorizedOperation|not authorized to perform/],
  ["throttled", /Throttl|TooManyRequests|RequestLimitExceeded|Rate exceeded/i],
  [
    "not-found",
    /NotFound(Fault|Exception)?\b|cannot be found|NonExistentQueue|QueueDoesNotExist|NoSuch(?!Bucket|Key)/,
  ],
  ["endpoint", /Region is missing|UnknownEndpoint|EndpointError|Invalid URL|OptInRequired/],
  ["timeout", /TimeoutError|ETIMEDOUT|timed? ?out/i],
  ["unreachable", /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE/],
  // Something else answered in the place of AWS.
  ["unreachable", /NO_ANSWER_OF_AWS|Parse Error: Expected HTTP/],
  ["cancelled", /AbortError/],
];

function sentence(kind: ProblemKind, error: Error, asked: FailedCall): string {
  const { action } = asked;
  switch (kind) {
    case "not-found":
      return `${action} found nothing by that name in ${asked.region} (${brief(error)}). Check the name, the region and the account.`;
    case "cancelled":
      return cutShort(action, isStopped(asked.signal));
    default:
      return `${action} was not read: ${reasons[kind](error, asked)}`;
  }
}

const reasons: {
  readonly [kind in Exclude<ProblemKind, "not-found" | "cancelled">]: (
    error: Error,
    asked: FailedCall,
  ) => string;
} = {
  "no-credentials": (error) =>
    `AWS credentials are missing or not valid (${brief(error)}). Give the bot a role, or set AWS_PROFILE or AWS_ACCESS_KEY_ID where it runs.`,
  expired: () =>
    "the AWS credentials have expired. Sign in again (aws sso login) or restart the bot with fresh ones, then look again.",
  clock: (error) =>
    `the clock here is not AWS's (${brief(error)}). Set the clock of the machine that the bot runs on, then look again.`,
  denied: (error, asked) =>
    `access denied${toWhom(error)}. Add this statement to its policy: ${statement(asked, error)}`,
  throttled: () => "AWS asked to slow down, four times. Look again in a minute.",
  timeout: (_, { region }) =>
    `AWS in ${region} did not answer within 10 seconds. Look again in a minute.`,
  unreachable: (error, { region }) =>
    `the AWS endpoint for ${region} cannot be reached from here (${brief(error)}). Check the network, the proxy and AWS_ENDPOINT_URL.`,
  endpoint: (error, { region }) =>
    `there is no usable AWS endpoint for region “${region}” (${brief(error)}). Check the region's spelling and whether the account has it enabled.`,
  role: (error) => `${brief(error)}.`,
  refused: (error) => `${brief(error)}.`,
  other: (error) => `${brief(error)}.`,
};

const cutShort = (action: string, isStopped: boolean): string =>
  isStopped
    ? `${action} was not read any more.`
    : `${action} was not read: the time for this look was over. Look again.`;

/** Whether a person ended the look, rather than its deadline. */
export const isStopped = (signal: AbortSignal | undefined): boolean =>
  signal?.reason instanceof LookStopped;

/** As narrow as in docs/aws-policy.json; where AWS names another workgroup that was asked, that one. */
function statement({ action, region }: FailedCall, error: Error): string {
  const { action: Action, resources } = grantOf(action);
  const here = resources.map((one) => one.replace(/^arn:aws:/, `arn:${partitionOf(region)}:`));
  const Resource = workgroupIn(action, error) ?? (here.length === 1 ? here[0] : here);
  return JSON.stringify({ Effect: "Allow", Action, Resource });
}

const workgroupIn = (action: string, { message }: Error): string | undefined =>
  action.startsWith("athena:")
    ? /arn:aws[\w-]*:athena:[\w-]*:\d*:workgroup\/[\w.-]*\w/.exec(message)?.[0]
    : undefined;

const toWhom = (error: Error) => {
  const arn = /arn:aws[\w-]*:(?:sts|iam)::\d+:[\w+=,.@/-]+/.exec(error.message)?.[0];
  return arn === undefined ? "" : ` to ${arn}`;
};

const reasonOf = (error: Error): string => {
  const isNone = /^(?:Unknown(?:Error)?)?$/.test(error.message);
  const { httpStatusCode } = Object(Object(error).$metadata);
  return isNone && typeof httpStatusCode === "number"
    ? `HTTP status ${httpStatusCode} came back without a reason`
    : error.message || error.name;
};

const brief = (error: Error) =>
  reasonOf(error).split("\n", 1).join("").slice(0, 200).replace(/\.$/, "");

export const failureSentence = (error: unknown): string =>
  error instanceof AwsProblem
    ? error.message
    : `This could not be read because of an unexpected error (${withoutSecrets(error instanceof Error ? error.message : String(error))}). Look again; if it stays, tell who runs this bot.`;

/** Takes null for what cannot be read, and puts a sentence of why into `unread`. */
export const orNullNoting =
  (unread: string[]) =>
  async <T>(reading: Promise<T>): Promise<T | null> => {
    try {
      return await reading;
    } catch (error) {
      unread.push(failureSentence(error));
      return null;
    }
  };
