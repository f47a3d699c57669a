/** Seconds by which a server should outlive its client unless someone says otherwise. */
export const defaultMarginSeconds = 10;
