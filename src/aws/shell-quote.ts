// Moved to the language.
export * from "../language/shell-quote.ts";
