// A page that is slow to draw must not end a walk.
const mostTries = 6;

/**
 * Presses, and tells whether it came to that: not where the button has gone meanwhile, so that another move is next. Rejects
 * as `press` does when the button is there all the time and cannot be pressed.
 */
export async function isPressed(
  press: () => Promise<void>,
  isThere: () => boolean,
): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    try {
      await press();
      return true;
    } catch (error) {
      if (!isThere()) return false;
      if (tries === mostTries) throw error;
    }
  }
}
