import { matchLines } from "../../src/alb/backend-logs/matched-lines.ts";
import { wordingOf } from "../../src/alb/backend-logs/wordings.ts";
import { read } from "../../src/alb/configurations/read.ts";
import { parseDuration } from "../../src/alb/links/durations.ts";
import { readMeasurement } from "../../src/alb/links/measure-command.ts";
import { readHead } from "../../src/alb/measuring/framing.ts";
import { similarNames } from "../../src/alb/probes/name-match.ts";
import { isAmong } from "../../src/alb/probes/traffic/listener-rule-hosts.ts";
import { tidyName } from "../../src/alb/resolve-load-balancer.ts";
import { readAlert, readPayload } from "../../src/alerts/read-alert.ts";
import { withAccount } from "../../src/alerts/regions-and-accounts.ts";
import { redactLine } from "../../src/aws/logs/redact-line.ts";
import { parseSettings } from "../../src/config/settings-file/parse.ts";
import { signedBy } from "../../src/hooks/signatures.ts";
import { topicPlaces } from "../../src/hooks/sns-signatures.ts";
import { nearestName } from "../../src/language/check/nearest-name.ts";
import { platformFields } from "../../src/language/fields/platform-fields.ts";
import { Unfilled } from "../../src/language/texts/fill.ts";
import { shownUrl, visibleLine, writtenOut } from "../../src/language/texts/visible-text.ts";
import { importMarkdown } from "../../src/notation/import-markdown.ts";
import { readYaml } from "../../src/notation/read-yaml.ts";
import { readTemplate } from "../../src/postmortem/template.ts";
import { readCondition } from "../../src/probes/deciding/condition.ts";
import { addressOf } from "../../src/probes/http-check/address.ts";
import { isNetwork, plainAddress } from "../../src/probes/network-guard.ts";
import { parsePasted } from "../../src/probes/paste/formats.ts";
import { expressionProblem } from "../../src/probes/reading/expression.ts";
import { secretsIn, withoutQueries, withoutSecrets } from "../../src/run/secrets.ts";
import { refuseLong } from "../../src/run/text-lengths.ts";
import { escapeLine, quoteText } from "../../src/slack/messages/blocks/escape.ts";
import { decodeHandle } from "../../src/slack/messages/blocks/handle.ts";
import { cutText } from "../../src/slack/messages/blocks/limits.ts";
import { readTyped } from "../../src/slack/messages/forms/field-input.ts";
import { fromMarkdown } from "../../src/slack/messages/replies/postmortem.ts";
import { runbookLine } from "../../src/slack/requests/alerts/starts-from-alert.ts";
import { plainText, readCommandLine } from "../../src/slack/requests/commands/command-line.ts";
import { namingOf } from "../../src/slack/requests/commands/mentions.ts";
import { messageIn } from "../../src/slack/requests/record-message/slack-message.ts";
import { effort } from "../effort.ts";

type Readers = { readonly [name: string]: (text: string) => unknown };

const flows = ["alb-502", "sqs-backlog"];
const balancers = Array.from({ length: 300 }, (_, at) => {
  const name = `shop-${at}-production-balancer`;
  return { name, arn: `arn:aws:elasticloadbalancing:${at}`, dnsName: `${name}.elb.amazonaws.com` };
});

/** What may refuse. */
const unlessRefused = (read: (text: string) => unknown) => (text: string) => {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof Unfilled || (error instanceof Error && "code" in error)) return error;
    throw error;
  }
};

/** Each input of a form, as its kind of field reads it. */
const fields: Readers = Object.fromEntries(
  platformFields.map(({ kind, form, fits }) => [
    `a field for a ${kind}`,
    (text: string) => {
      const field = { kind, label: "It", options: [] };
      fits(text, field);
      return form.kind === "input" && readTyped(form, field, text);
    },
  ]),
);

/** A message of an alert, in all its parts, as each sender's. */
const alertsWith = (text: string) =>
  ["", "Datadog", "PagerDuty", "Opsgenie", "Grafana", "Alertmanager", "AWS Chatbot", "incident.io"]
    .map((username) => ({ username, text, attachments: [{ title: text, fallback: text }] }))
    .map((message) => readAlert({ ...message, blocks: [{ text: { type: "mrkdwn", text } }] }));

/** What a webhook sends, as each sender's. */
const payloadsWith = (text: string) =>
  [
    { groupKey: text, alerts: [{ labels: { a: text }, annotations: { [text]: text } }] },
    { alert_title: text, alert_transition: text, tags: text, alert_query: text, alert_scope: text },
    { action: text, alert: { message: text, alertId: text, tags: [text], description: text } },
    { event_type: "public_alert.x", "public_alert.x": { title: text, description: text } },
    { Type: "Notification", Message: text, Subject: text },
  ].map(readPayload);

/** Whatever reads, in the bot's own thread, text that is not ours. */
export const readers: Readers = {
  ...fields,
  "a typed duration": (text) => parseDuration(text),
  "a pasted measurement": readMeasurement,
  "a typed name of a load balancer": (text) =>
    similarNames(tidyName(text.slice(0, 300)), balancers),
  "a host": (text) => isAmong(text, [text.slice(0, 250), "*.example.com"]),
  "the head of a response": (text) => readHead(`HTTP/1.1 200\r\n${text}`),
  "a command": unlessRefused((text) => readCommandLine(text, flows)),
  "a mistyped word": (text) => nearestName(text, [...flows, "status"]),
  "a mention": (text) => text.split(namingOf("U1")),
  "a message of Slack": plainText,
  "a message for the record": (text) => messageIn({ ts: "1.1", text, username: text }),
  "the value of a button": unlessRefused(decodeHandle),
  "the texts of an act": unlessRefused((text) => refuseLong({ kind: "note", text })),
  "a text that is shown": (text) => [visibleLine(text), writtenOut(text), shownUrl(text)],
  "a text in a message": (text) => [cutText(escapeLine(text), 300), quoteText(text)],
  "a section of the postmortem": fromMarkdown,
  "a template of the postmortem": readTemplate,
  "a line of a log": (text) => redactLine(text.slice(0, 8_000)),
  "the wording of a line": wordingOf,
  "an alert in a message": alertsWith,
  "an alert of a webhook": payloadsWith,
  "what was pasted": (text) =>
    (["json", "table", "pairs", "number"] as const).map((as) => parsePasted(text, as)),
  "a fact in an address": unlessRefused((text) =>
    addressOf("https://{host}/a/{part}?q={part}", { host: text, part: text }, ["*.example"]),
  ),
  "an expression": (text) => expressionProblem(text),
  "a runbook in YAML": (text) => readYaml(text),
  "a page to make a runbook of": (text) => importMarkdown(text, "schema.json"),
  "what looks like a secret": (text) => [
    secretsIn(text.slice(0, 12_000)),
    withoutSecrets(text),
    withoutQueries(text),
  ],
  "the account of an alert": (text) =>
    withAccount(readAlert({ text: `account: ${text}` }), [{ name: text, id: "123456789012" }]),
  "a line with a runbook": (text) => runbookLine(`/runbook ${text}`, "/runbook", []),
  "a condition": (text) => {
    try {
      return readCondition(`body == '${text}'`, { body: "text" });
    } catch (error) {
      return error;
    }
  },
  "a settings file": (text) => [parseSettings(text, "x"), parseSettings(`rules: ${text}`, "x")],
  "the headers of a hook": (text) =>
    (["hmac", "pagerduty", "grafana", "svix"] as const).map((kind) =>
      signedBy({ kind, secret: "x" }).precheck(() => text, 0),
    ),
  "an address of SNS": (text) => topicPlaces(text).isCertificate(text),
  "an address to connect to": (text) => [plainAddress(text), isNetwork(text)],
  "lines of a log": (text) => matchLines([{ at: 0, message: text }]),
};

/** Configurations of each kind; the bot reads them in a thread that is ended after two seconds. */
export const configurations: Readers = Object.fromEntries(
  [
    "pasted text",
    "nginx.conf",
    "server.js",
    "main.py",
    "app.yml",
    "Dockerfile",
    "A.java",
    "x.tf",
  ].map((name) => [`a configuration called ${name}`, (text: string) => read([{ name, text }])]),
);

/** The longest time, in milliseconds of the processor, that a reader took for one of these texts, and for which. */
export function slowest(read: (text: string) => unknown, texts: Iterable<string>) {
  let worst = { ms: 0, text: "" };
  for (const text of texts) {
    const first = effort(() => read(text), 1);
    // The first go may have met the compiler or the collector of garbage.
    const ms =
      first > 20
        ? Math.min(
            first,
            effort(() => read(text), 2),
          )
        : first;
    if (ms > worst.ms) worst = { ms, text };
  }
  return worst;
}
