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

/** The same, and waits for what comes of it. A click on a message that is drawn anew may be lost; a person clicks again. */
export async function hasPressed(
  press: () => Promise<void>,
  isThere: () => boolean,
  effect: () => Promise<unknown>,
): Promise<boolean> {
  if (!(await isPressed(press, isThere))) return false;
  await effect().catch(async (error: unknown) => {
    if (!(await isPressed(press, isThere))) throw error;
    await effect();
  });
  return true;
}
