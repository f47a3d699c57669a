// Moved to the language.
export * from "../language/fill.ts";
