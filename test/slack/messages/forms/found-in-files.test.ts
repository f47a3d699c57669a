import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeFiles } from "../../../../src/alb/configurations/describe-files.ts";
import { serversAsAnswer } from "../../../../src/alb/fields/servers-found.ts";
import type { KnownHandle } from "../../../../src/slack/messages/blocks/click-actions.ts";
import {
  configurationForm,
  filesField,
  foundForm,
  readIn,
} from "../../../../src/slack/messages/forms/configuration-form.ts";
import { readForm } from "../../../../src/slack/messages/forms/run-forms.ts";
import { chose, diagnosed, flow } from "../runs.ts";
import { hostile } from "../walks.ts";
import { errors, fill, ids, ok, parts, problems } from "./filling.ts";

const handle: KnownHandle = { act: "readConfig", run: "r1", visit: "reviewBackend#1" };
const run = chose(diagnosed(), "inner-hop-race");
const nginx = "http { keepalive_timeout 75; upstream a { server b:80; keepalive 8; } }";
const files = filesOf();
const found = (texts: Readonly<Record<string, string>>) => {
  const given = Object.entries(texts).map(([name, text]) => ({ name, text }));
  return foundForm(handle, serversAsAnswer(describeFiles(given)), files);
};
const take = (view: ReturnType<typeof found>, typed: Parameters<typeof fill>[1]) =>
  readForm({
    ...{ flow, run, parts, metadata: view.private_metadata ?? "" },
    values: fill(view, typed),
  });

function filesOf() {
  const asked = filesField(flow.steps.reviewBackend?.ask ?? {}, parts);
  if (asked === undefined) throw new Error("Files tell the servers.");
  return asked.files;
}

describe("what was read of configurations", () => {
  it("is taken as it is where nothing is unknown", () => {
    const view = found({ "nginx.conf": nginx, "app.js": "server.keepAliveTimeout = 70000" });
    expect(ids(view)).toEqual([]);
    const { act } = ok(take(view, {}));
    expect(act).toMatchObject({
      kind: "answer",
      visit: "reviewBackend#1",
      answers: { path: [{ keeps: { how: "default" } }, { closes: { seconds: 70 } }] },
    });
  });

  it("asks only for what is not known, and points at what is missing", () => {
    const view = found({ "app.js": "server.keepAliveTimeout = Number(process.env.KEEP)" });
    expect(JSON.stringify(view.blocks)).toContain("is not known: The value comes from a variable");
    expect(ids(view)).toEqual([
      "found:0:closes:how",
      "found:0:closes:value",
      "found:0:closes:where",
    ]);
    expect(Object.keys(errors(take(view, { "found:0:closes:how": "read" })))).toEqual([
      "found:0:closes:value",
    ]);
    const answered = { "found:0:closes:how": "read", "found:0:closes:value": "70 s" };
    const { act } = ok(take(view, answered));
    expect(act).toMatchObject({ answers: { path: [{ closes: { how: "read", seconds: 70 } }] } });
  });

  it("names a server as people do, and which of its kind it was taken for", () => {
    const [, heading, ...rest] = found({ "nginx.conf": nginx }).blocks;
    expect(heading).toMatchObject({ type: "header", text: { text: "nginx" } });
    expect(JSON.stringify(rest)).not.toContain("Taken as:");
    const [, named, ...kind] = found({ "app.js": "server.keepAliveTimeout = 70000" }).blocks;
    expect(named).toMatchObject({ type: "header", text: { text: "Node.js" } });
    expect(JSON.stringify(kind)).toContain("Taken as: Node.js http (v20 late, v22 - v26)");
  });

  it("says what else holds in other places", () => {
    const view = found({
      "nginx.conf": "http { server { keepalive_timeout 10; } server { keepalive_timeout 75; } }",
    });
    expect(JSON.stringify(view.blocks)).toMatch(/after 10 s \(nginx\.conf:1\).*Elsewhere 75 s/);
  });

  it("is a form that Slack takes, whatever the files are called", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const view = found({
          [`${name}nginx.conf`]: nginx,
          [`${name}app.js`]: "server.keepAliveTimeout = 5000",
          [`${name}gunicorn.conf.py`]: "worker_class = 'gthread'\nkeepalive = 3",
          [`${name}notes.txt`]: "x",
        });
        expect(problems(view)).toEqual([]);
        expect(readIn(view.private_metadata ?? "")).toMatchObject([
          { kind: expect.any(String) },
          {},
        ]);
        expect(problems(configurationForm(handle, files.intro, [name, name]))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
