import { type ShellWord, shellWords } from "../formats/shell-words.ts";
import { candidate, type Found, unclear } from "../found-values.ts";
import { type JavaOption, readJavaOptions } from "../programs/spring.ts";
import { readTraefikOptions } from "../proxies/traefik.ts";
import type { ProgramStart, ShellVariables } from "./program-start.ts";

/** Traefik's options are paths: --entryPoints.web.transport.respondingTimeouts.idleTimeout=90s. */
export function runTraefik({ options, environment, file, line }: ProgramStart): readonly Found[] {
  const flags = options.flatMap((option, index) => {
    const [, path, text] = /^--([\w.-]{1,300})(?:=(.*))?$/s.exec(option.text) ?? [];
    if (path === undefined) return [];
    return [
      { path: path.toLowerCase(), text: text ?? options[index + 1]?.text ?? "", line: option.line },
    ];
  });
  const variables = [...environment].flatMap(([name, variable]) =>
    name.startsWith("TRAEFIK_")
      ? [
          {
            path: name.slice(8).toLowerCase().replaceAll("_", "."),
            text: variable.text,
            line: variable.line,
          },
        ]
      : [],
  );
  const known = [...variables, ...flags];
  const said = known.filter(({ path }) => path !== "configfile");
  return said.length === 0 ? [ofFile(file, line)] : readTraefikOptions(said, file, line);
}

/** Without options a file decides, which stands at a usual place where none is named. */
const ofFile = (file: string, line: number): Found => ({
  server: "traefik",
  side: "server",
  value: unclear(says.file, candidate("The default of Traefik.", { kind: "set", seconds: 180 })),
  file,
  line,
  weak: true,
});

const says = { file: "Its static configuration decides, and it was not given." };

/** Settings of Spring and the like as -Dname=value before -jar or --name=value after it; the JDK's own server as well. */
export function runJava({ options, environment, file }: ProgramStart): readonly Found[] {
  const settings = [...javaVariables(environment), ...options.flatMap(settingIn)];
  const interval = settings.findLast(({ path }) => path === "sun.net.httpserver.idleInterval");
  const jdk: readonly Found[] =
    interval === undefined || !/^\d{1,7}$/.test(interval.text)
      ? []
      : [
          {
            server: "jdk",
            side: "server",
            value: { kind: "set", seconds: Number(interval.text) },
            file,
            line: interval.line,
          },
        ];
  return [...readJavaOptions(settings, file), ...jdk];
}

function settingIn({ text, line }: ShellWord): readonly JavaOption[] {
  const [, path, value] = /^(?:-D|--)([\w.-]{1,300})=(.*)$/s.exec(text) ?? [];
  return path === undefined ? [] : [{ path, text: value ?? "", line }];
}

/** Settings in variables that hold options of Java; what a Dockerfile sets in them may be overridden. */
export function javaVariables(environment: ShellVariables): readonly JavaOption[] {
  const words = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS"].flatMap((name) => {
    const variable = environment.get(name);
    const words = variable === undefined ? [] : shellWords(variable.text, variable.line);
    if (!variable?.overridable) return words;
    return words.map(({ text, line }) => ({
      text: text.replace(/=(.*)$/s, (_, value) => `=\${X:-${value}}`),
      line,
    }));
  });
  return words.flatMap(settingIn);
}
