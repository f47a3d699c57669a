import { join } from "node:path";
import { openSqlite } from "../../src/store/sqlite.ts";
import { contract } from "./contract.ts";
import { folders } from "./folder.ts";

const folder = folders();

contract("a SQLite file", (clock) => openSqlite({ path: join(folder(), "handrail.db"), clock }));
contract("SQLite in memory", (clock) => openSqlite({ path: ":memory:", clock }));
