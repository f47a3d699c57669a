import type { ComponentChildren, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asRecord, asText } from "../../../workspace/json.ts";
import { textWithEmoji } from "../../../workspace/rendering/characters.ts";
import { formatDate } from "../../../workspace/rendering/dates.ts";
import { useReader } from "../state/reader.ts";
import { type Piece, parseMrkdwn, safeUrl } from "./mrkdwn.ts";

/** Slack's mrkdwn as elements. */
export const Mrkdwn = ({ text }: { readonly text: string }) => (
  <Pieces pieces={parseMrkdwn(text)} />
);

const Pieces = ({ pieces }: { readonly pieces: readonly Piece[] }) => (
  <>
    {pieces.map((piece, index) => (
      <One key={index} piece={piece} />
    ))}
  </>
);

function One({ piece }: { readonly piece: Piece }): ComponentChildren {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "link":
      return <Link url={piece.url} label={piece.label} />;
    case "user":
      return <Mention kind="user" id={piece.id} label={piece.label} />;
    case "channel":
      return <Mention kind="channel" id={piece.id} label={piece.label} />;
    case "mention":
      return <span class="mention">{piece.text}</span>;
    case "date":
      return <Moment {...piece} />;
    default:
      return <Wrapped piece={piece} />;
  }
}

type Wrapping = Extract<Piece, { readonly pieces: readonly Piece[] }>;

function Wrapped({ piece }: { readonly piece: Wrapping }): VNode {
  const inner = <Pieces pieces={piece.pieces} />;
  switch (piece.kind) {
    case "bold":
      return <strong>{inner}</strong>;
    case "italic":
      return <em>{inner}</em>;
    case "strike":
      return <s>{inner}</s>;
    case "code":
      return <code>{inner}</code>;
    case "preformatted":
      return <pre>{inner}</pre>;
    case "quote":
      return <blockquote>{inner}</blockquote>;
    default:
      return piece satisfies never;
  }
}

/** A link that opens beside the page; plain text where its address is not safe. */
export function Link({
  url,
  label,
}: {
  readonly url: string;
  readonly label: string;
}): ComponentChildren {
  const href = safeUrl(url);
  if (href === undefined) return label;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  );
}

/** A person or channel by its name. */
export function Mention(props: {
  readonly kind: "user" | "channel";
  readonly id: string;
  readonly label?: string | undefined;
}): VNode {
  const reader = useReader();
  const isMe = props.id === reader.me;
  const name =
    props.kind === "user"
      ? `@${reader.userName(props.id, props.label)}`
      : `#${reader.channelName(props.id, props.label)}`;
  return <span class={isMe ? "mention mention-me" : "mention"}>{name}</span>;
}

/** A moment in the reader's own time zone. */
export function Moment(props: {
  readonly seconds: number;
  readonly format: string;
  readonly fallback?: string;
}): VNode {
  const { tz } = useReader();
  const now = useNow(props.format.includes("{ago}"));
  return (
    <time dateTime={new Date(props.seconds * 1_000).toISOString()} title={props.fallback}>
      {formatDate(props.seconds, props.format, tz, now)}
    </time>
  );
}

const everyMs = 20_000;

/** The time in milliseconds since the epoch; where it `ticks`, the element is drawn again three times a minute. */
function useNow(ticks: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!ticks) return undefined;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [ticks]);
  return now;
}

/** A text object: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function Text({ of }: { readonly of: unknown }): ComponentChildren {
  const object = asRecord(of);
  const text = asText(object.text) ?? "";
  return object.type === "mrkdwn" ? <Mrkdwn text={text} /> : plainText(of);
}

/** The words of a plain text object, empty where there is none. */
export function plainText(value: unknown): string {
  const { text, emoji } = asRecord(value);
  const words = asText(text) ?? "";
  return emoji === false ? words : textWithEmoji(words);
}
