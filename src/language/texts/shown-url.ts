/**
 * An address as it may be shown to everyone and kept: without a name and password, the values of its query and its fragment, any of
 * which may be a secret. "https://shop.example/cart?…". Text that is no address is shown to the same extent.
 */
export function shownUrl(address: string): string {
  const [withoutQuery = ""] = address.split(/[?#]/, 1);
  const shown = withoutQuery.replace(/^([a-z][a-z0-9+.-]*:(?=[/\\]))?([/\\]*)[^/\\]*@/i, "$1$2");
  return address.split("#", 1).join("").includes("?") ? `${shown}?…` : shown;
}
