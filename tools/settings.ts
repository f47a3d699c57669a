import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";

// For `npm start` and `npm run handrail`: the settings in .env, where the environment does not give them. Node's own
// --env-file-if-exists says on standard error that there is none, in the midst of the bot's JSON lines.
if (existsSync(".env")) loadEnvFile(".env");
