import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Starts the Chromium of this machine without a window. Throws how to install one where there is none. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(process.env, existsSync), args: quiet() });
}

/** Where Chromium is: CHROMIUM_PATH, else the usual places. */
export function findChromium(
  { CHROMIUM_PATH: told }: { readonly CHROMIUM_PATH?: string | undefined },
  exists: (path: string) => boolean,
): string {
  if (told && !exists(told)) throw new Error(`CHROMIUM_PATH names ${told}, which is not there.`);
  const found = told ?? usualPlaces.find(exists);
  if (found) return found;
  throw new Error(
    "No Chromium was found. Install it (Debian, Ubuntu: apt-get install chromium; macOS: " +
      "brew install --cask chromium), or set CHROMIUM_PATH to a Chromium or Chrome that is there.",
  );
}

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files\\Chromium\\Application\\chrome.exe",
];

/** Nothing but the page is asked for. Root, as in a container, cannot use the sandbox. */
const quiet = (): string[] => [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
