import { render } from "preact";
import { App } from "./app.tsx";
import { readBrief } from "./state/server.ts";
import "./style/base.css";
import "./style/layout.css";
import "./style/controls.css";
import "./style/messages.css";
import "./style/composer.css";
import "./style/blocks.css";
import "./style/operations.css";
import "./style/scenario.css";
import "./style/phone.css";

const root = document.getElementById("page");
if (root) render(<App brief={await readBrief()} />, root);
