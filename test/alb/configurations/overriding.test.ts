import { describe, expect, it } from "vitest";
import { chosenIdleTimeout, judgeReadings } from "../../../src/alb/configurations/judge-reading.ts";
import { only, readingsIn, shown } from "./cases/case.ts";

type Files = Readonly<Record<string, string>>;

/** How the readings stand against 60 s that somebody said. */
const standings = (files: Files) =>
  judgeReadings(readingsIn(files), chosenIdleTimeout([], 60)).map(({ standing }) => standing);

const deployment = (container: string) =>
  `kind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: [${container}]}}}\n`;
const base = deployment(
  '{name: api, image: a, command: [uvicorn, "a:a"], args: [--timeout-keep-alive, "75"]}',
);

describe("what another file overrides is not cleared", () => {
  const cases: readonly (readonly [says: string, files: Files])[] = [
    [
      "a compose file by its override, which gives no image",
      {
        "docker-compose.yml":
          "services:\n  web:\n    image: a\n    command: uvicorn a:a --timeout-keep-alive 75\n",
        "docker-compose.override.yml": "services:\n  web:\n    command: uvicorn a:a --reload\n",
      },
    ],
    [
      "a Deployment by a strategic patch",
      {
        "base.yaml": base,
        "patch.yaml": deployment(
          '{name: api, command: [uvicorn, "a:a", --timeout-keep-alive, "5"]}',
        ),
      },
    ],
    [
      "a Deployment by a patch of its options alone",
      {
        "base.yaml": base,
        "patch.yaml": deployment('{name: api, args: [--timeout-keep-alive, "5"]}'),
      },
    ],
    [
      "a Deployment by a patch that stands in the kustomization",
      {
        "base.yaml": base,
        "kustomization.yaml":
          'patches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: replace\n      path: /spec/template/spec/containers/0/args\n      value: [--timeout-keep-alive, "5"]\n',
      },
    ],
    [
      "a call in the source by a command line that starts the server itself",
      {
        "main.py":
          'import uvicorn\nif __name__ == "__main__":\n    uvicorn.run("main:app", timeout_keep_alive=75)\n',
        Dockerfile: 'FROM python:3\nCMD ["uvicorn", "main:app"]\n',
      },
    ],
    [
      "a setting of gunicorn by what the file runs after it",
      {
        "gunicorn.conf.py":
          'worker_class = "gthread"\nkeepalive = 75\nexec(open("more.py").read())\n',
      },
    ],
    [
      "nginx outside a server by what the server includes",
      {
        "nginx.conf":
          "http {\n keepalive_timeout 650;\n server { listen 80; include snippets/common.conf; }\n}\n",
      },
    ],
    [
      "nginx by servers in files that were not given, beside its own",
      {
        "nginx.conf":
          "http {\n keepalive_timeout 650;\n include conf.d/*.conf;\n server { listen 80; }\n}\n",
      },
    ],
    [
      "Apache's main server by hosts in files that were not given",
      {
        "httpd.conf":
          "ServerRoot /etc/httpd\nListen 80\nKeepAliveTimeout 75\nIncludeOptional conf.d/*.conf\n",
      },
    ],
    [
      "options of Caddy for a listener by a site on another",
      {
        Caddyfile:
          "{\n  servers :8443 {\n    timeouts {\n      idle 90s\n    }\n  }\n}\n:80 {\n  respond ok\n}\n",
      },
    ],
    [
      "a variable of Go by what changes it together with another",
      {
        "main.go":
          'package main\nimport ("net/http"; "time")\nfunc main() { d := 75 * time.Second\n if v != "" { d, _ = time.ParseDuration(v) }\n s := &http.Server{IdleTimeout: d}\n s.ListenAndServe() }\n',
      },
    ],
    [
      "a number by what is taken from it later",
      {
        "s.js":
          "let keep = 65000;\nkeep -= 60000;\nconst s = require('express')().listen(80);\ns.keepAliveTimeout = keep;\n",
      },
    ],
    [
      "a parameter's default by whoever calls",
      {
        "main.py":
          "import uvicorn\ndef run(keep=75):\n    uvicorn.run('a:a', timeout_keep_alive=keep)\nrun(5)\n",
      },
    ],
    [
      "an entry point for a shell by no CMD, which Docker then drops",
      { Dockerfile: 'FROM a\nENTRYPOINT uvicorn a:a\nCMD ["--timeout-keep-alive", "75"]\n' },
    ],
    [
      "an idle timeout of Envoy by the age at which it ends connections",
      {
        "envoy.yaml":
          'static_resources:\n  listeners:\n  - filter_chains: [{filters: [{typed_config: {"@type": a.v3.HttpConnectionManager, common_http_protocol_options: {idle_timeout: 900s, max_connection_duration: 20s}}}]}]\n',
      },
    ],
    [
      "a variable of a script by a file that is read in after it",
      {
        "run.sh":
          "#!/bin/sh\nKEEP=75\n. /etc/default/app\nexec uvicorn a:a --timeout-keep-alive $KEEP\n",
      },
    ],
    [
      "a target of a Makefile, which need not be what runs",
      { Makefile: "run:\n\tgunicorn -k gthread --keep-alive 75 a:a\n" },
    ],
  ];

  it.each(cases)("%s", (_, files) => {
    const found = standings(files);
    expect(found.some((one) => one !== "long-enough" && one !== "beside")).toBe(true);
  });

  it("while what an include cannot change stays as it is set", () => {
    const text =
      "http {\n include mime.types;\n server { listen 80; keepalive_timeout 650; include snippets/x.conf; }\n}\n";
    expect(standings({ "nginx.conf": text })).toEqual(["long-enough"]);
  });
});

describe("what starts or does not", () => {
  it("an init container ends before the service starts, unless it is kept running", () => {
    const pod = (policy: string) =>
      `kind: Pod\nspec:\n  initContainers:\n  - {name: a, image: a, ${policy}command: [uvicorn, "a:a", --timeout-keep-alive, "3"]}\n  containers:\n  - {name: b, image: b, command: [uvicorn, "b:b", --timeout-keep-alive, "75"]}\n`;
    expect(only("pod.yaml", pod(""))).toBe("uvicorn server set 75");
    expect(only("pod.yaml", pod("restartPolicy: Always, "))).toMatch(/^uvicorn server set 3/);
  });

  it("a check of a configuration starts no gunicorn", () => {
    const text = "#!/bin/sh\ngunicorn --check-config a:a\nexec gunicorn -k gthread a:a\n";
    expect(only("run.sh", text)).toBe("gunicorn-gthread server default 2");
  });

  it.each([
    [
      '#!/bin/bash\nARGS=(-k gthread\n  --keep-alive 20)\nARGS+=(--bind :80)\nexec gunicorn "${ARGS[@]}" a:a\n',
      "gunicorn-gthread server set 20",
    ],
    ['#!/bin/bash\nexec gunicorn "${ARGS[@]}" a:a\n', "gunicorn-gthread server unknown - may be 2"],
    [
      '#!/bin/sh\ncase "$1" in\n  web) exec uvicorn a:a --timeout-keep-alive 20 ;;\n  job) exec celery ;;\nesac\n',
      "uvicorn server set 20",
    ],
    [
      '#!/bin/sh\n[ "$#" = 0 ] && set -- uvicorn a:a --timeout-keep-alive 20\nexec "$@"\n',
      "uvicorn server set 20",
    ],
  ])("a script as %j is %s", (text, line) => {
    expect(only("run.sh", text)).toBe(line);
  });

  it.each([
    [
      "Dockerfile",
      'FROM a\nCMD ["--timeout-keep-alive", "75"]\nENTRYPOINT ["uvicorn", "a:a"]\n',
      "uvicorn server set 75",
    ],
    [
      "Dockerfile",
      'FROM a AS base\nCMD ["--timeout-keep-alive", "75"]\nFROM base\nENTRYPOINT ["uvicorn", "a:a"]\n',
      "uvicorn server default 5",
    ],
    [
      "supervisord.conf",
      '[program:a]\nenvironment=A="b",GUNICORN_CMD_ARGS="-k gthread --keep-alive 20"\ncommand=gunicorn a:a\n[program:b]\ncommand=celery\n',
      "gunicorn-gthread server set 20",
    ],
  ])("%s as %j is %s", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });

  it("variables come from a ConfigMap that the container names", () => {
    const config =
      'kind: ConfigMap\nmetadata: {name: env}\ndata: {GUNICORN_CMD_ARGS: "-k gthread --keep-alive 4"}\n---\n';
    const all = deployment(
      '{name: a, image: a, command: [gunicorn, "a:a"], envFrom: [{configMapRef: {name: env}}]}',
    );
    const one = deployment(
      '{name: a, image: a, command: [gunicorn, "a:a"], env: [{name: GUNICORN_CMD_ARGS, valueFrom: {configMapKeyRef: {name: env, key: GUNICORN_CMD_ARGS}}}]}',
    );
    expect(only("a.yaml", config + all)).toBe("gunicorn-gthread server set 4");
    expect(only("a.yaml", config + one)).toBe("gunicorn-gthread server set 4");
  });

  it("what a gunicorn configuration imports may set it", () => {
    const text = 'from base import *\nworker_class = "gthread"\n';
    expect(only("gunicorn.conf.py", text)).toBe("gunicorn-gthread server unknown - may be 2");
  });
});

describe("profiles of Spring in files of their own", () => {
  const of = (seconds: number) => `server:\n  tomcat:\n    keep-alive-timeout: ${seconds}s\n`;
  it("decide where one is active", () => {
    const files = {
      "application.yml": `spring: {profiles: {active: prod}}\n${of(5)}`,
      "application-prod.yml": of(75),
      "application-dev.yml": of(1),
    };
    expect(shown(files)).toEqual(["tomcat-embedded server set 75 application-prod.yml:3"]);
  });

  it("are candidates where none is known to be active", () => {
    const files = { "application.yml": of(5), "application-prod.yml": of(75) };
    const [reading, ...more] = readingsIn(files);
    expect(more).toEqual([]);
    expect(reading?.state).toBe("unknown");
    expect(reading?.others.map(({ seconds }) => seconds)).toEqual(expect.arrayContaining([5, 75]));
  });
});
