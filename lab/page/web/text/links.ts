/** A URL that is safe to follow, or undefined: a message must not bring in `javascript:` or `data:`. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed && ["http:", "https:", "mailto:"].includes(parsed.protocol) ? url : undefined;
}
