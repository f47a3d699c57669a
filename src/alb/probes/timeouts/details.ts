import { ownerSays } from "../../diagnosis/changes/setting-owner.ts";
import type { Link } from "../../links/link.ts";
import { measureCommand } from "../../links/measure-command.ts";
import { serverNamed } from "../../links/servers.ts";
import { type Gathered, type GatheredGroup, groupsRead } from "./gather.ts";

/** What to do besides the changes: where to make them so that nobody undoes them, and how to measure. */
export function timeoutsNextSteps(gathered: Gathered, links: readonly Link[]): readonly string[] {
  return [
    ...(links.some(({ needs }) => needs !== null) ? ownerWords(gathered) : []),
    ...links
      .filter(({ verdict }) => verdict === "unknown")
      .flatMap((link) => howToMeasure(link, gathered)),
  ];
}

/** What to know besides the verdict, the most important first. */
export const timeoutsDetails = (gathered: Gathered, links: readonly Link[]): readonly string[] => [
  ...links.map(({ says }) => says),
  ...groupWords(gathered.targetGroups ?? []),
  ...gathered.problems.map((problem) => problem.says),
];

function ownerWords({ tags }: Gathered): readonly string[] {
  const says = tags === null ? null : ownerSays(tags);
  return says === null ? [] : [says];
}

/** Only the server's side can be measured from a shell; a proxy's side towards its servers has to be looked up. */
function howToMeasure({ client, server }: Link, gathered: Gathered): readonly string[] {
  const lookUp =
    client.kind !== null && client.keeps.kind === "unknown"
      ? [
          `Look up how long ${client.name} keeps an idle connection to ${server.name} in the configuration of ${client.name}.`,
        ]
      : [];
  if (serverNamed(server.kind ?? "")?.notHttp !== undefined) return lookUp;
  if (server.closes.kind !== "unknown" && server.closes.kind !== "at-least") return lookUp;
  const port = server.port ?? (client.kind === null ? onlyPort(gathered) : undefined);
  const seconds = "seconds" in client.keeps ? Math.ceil(client.keeps.seconds) + 30 : 0;
  const line = measureCommand(port ?? 8080, Math.max(150, seconds));
  const which = port === undefined ? ", with its port instead of 8080" : "";
  return [
    ...lookUp,
    `To measure ${server.name}, run this next to it${which}, wait for the last line and paste what it prints: \`${line}\``,
  ];
}

/** The port of the targets, when all target groups agree on one. */
function onlyPort({ targetGroups }: Gathered): number | undefined {
  const ports = new Set((targetGroups ?? []).map(({ port }) => port));
  const [port] = ports;
  return ports.size === 1 && port !== null ? port : undefined;
}

function groupWords(groups: readonly GatheredGroup[]): readonly string[] {
  const named = (wanted: (group: GatheredGroup) => boolean) =>
    groups.filter(wanted).map(({ name }) => name);
  const lambdas = named(({ targetType }) => targetType === "lambda");
  const others = named(({ protocolVersion }) => /HTTP2|GRPC/.test(protocolVersion ?? ""));
  return [
    lambdas.length === 0 || lambdas.length === groups.length
      ? ""
      : `Lambda targets cannot race, there is no TCP connection to them: ${lambdas.join(", ")}.`,
    others.length === 0 || others.length === groups.length
      ? ""
      : `Not judged, because the load balancer speaks HTTP/2 or gRPC to them: ${others.join(", ")}.`,
    groups.length <= groupsRead
      ? ""
      : `Of ${groups.length} target groups only the first ${groupsRead} were read in full.`,
  ].filter((sentence) => sentence !== "");
}
