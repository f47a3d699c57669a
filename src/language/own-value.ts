/** What a table has under a key that came from elsewhere; never what every object inherits, such as "constructor". */
export const ownValue = <Value>(
  table: { readonly [key: string]: Value },
  key: string,
): Value | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);
