import type { Case } from "./case.ts";

/** Ruby, .NET, Go, Elixir, and files that tell nothing. */
export const others: readonly Case[] = [
  [
    "Puma's configuration",
    { "config/puma.rb": "threads 5, 5\nport ENV.fetch('PORT', 3000)\npersistent_timeout 65\n" },
    ["puma-7 server set 65 config/puma.rb:3"],
  ],
  [
    "Puma with a fallback",
    { "puma.rb": 'persistent_timeout ENV.fetch("PUMA_KEEPALIVE") { 75 }.to_i\n' },
    ["puma-7 server unknown - puma.rb:1"],
  ],
  [
    "Puma without a value or a version",
    { "puma.rb": "workers 2\nthreads 1, 5\n" },
    ["puma-7 server unknown - puma.rb:1"],
  ],
  [
    "Puma 6 by default",
    {
      "puma.rb": "workers 2\n",
      "Gemfile.lock": "GEM\n  specs:\n    nio4r (2.7.0)\n    puma (6.4.2)\n      nio4r (~> 2.0)\n",
    },
    ["puma-6 server default 20 puma.rb:1"],
  ],
  [
    "Puma 7 by default, started by a Procfile",
    {
      Procfile: "web: bundle exec puma -C config/puma.rb\n",
      "Gemfile.lock": "GEM\n  specs:\n    puma (7.0.1)\n",
    },
    ["puma-7 server unknown - Procfile:1"],
  ],
  [
    "Puma that does not keep",
    { "puma.rb": "enable_keep_alives false\n" },
    ["puma-7 server closes - puma.rb:1"],
  ],
  [
    "Unicorn",
    { Procfile: "web: bundle exec unicorn -p $PORT -c config/unicorn.rb\n" },
    ["unicorn server closes - Procfile:1"],
  ],
  [
    "Kestrel's settings, with a comment",
    {
      "appsettings.json":
        '{\n  // limits\n  "Kestrel": {\n    "Limits": {\n      "KeepAliveTimeout": "00:02:10",\n    }\n  }\n}\n',
    },
    ["kestrel server set 130 appsettings.json:5"],
  ],
  [
    "Kestrel's limit in a program",
    {
      "Program.cs":
        "var builder = WebApplication.CreateBuilder(args);\nbuilder.WebHost.ConfigureKestrel(o => {\n  o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(65);\n  o.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);\n});\n",
    },
    ["kestrel server set 65 Program.cs:3"],
  ],
  [
    "Kestrel's limit in parts, and one that never ends",
    {
      "Program.cs":
        "o.Limits.KeepAliveTimeout = new TimeSpan(0, 2, 5);\nx.Limits.KeepAliveTimeout = Timeout.InfiniteTimeSpan;\n",
    },
    ["kestrel server set 125 Program.cs:1", "kestrel server never - Program.cs:2"],
  ],
  [
    "Kestrel's limit from a configuration",
    {
      "Program.cs":
        'o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(config.GetValue("KeepAlive", 65));\n',
    },
    ["kestrel server unknown - Program.cs:1"],
  ],
  [
    "Kestrel by default",
    {
      "Program.cs":
        "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.Run();\n",
    },
    ["kestrel server default 130 Program.cs:1"],
  ],
  [
    "Kestrel by its environment",
    {
      "compose.yml":
        "services:\n  web:\n    image: shop\n    environment:\n      Kestrel__Limits__KeepAliveTimeout: '00:01:05'\n",
    },
    ["kestrel server set 65 compose.yml:5"],
  ],
  [
    "Go with IdleTimeout",
    {
      "main.go":
        'package main\n\nimport (\n\t"net/http"\n\t"time"\n)\n\nfunc main() {\n\tsrv := &http.Server{\n\t\tAddr:         ":8080",\n\t\tReadTimeout:  5 * time.Second,\n\t\tIdleTimeout:  120 * time.Second,\n\t}\n\tsrv.ListenAndServe()\n}\n',
    },
    ["go server set 120 main.go:12"],
  ],
  [
    "Go with ReadTimeout only",
    {
      "main.go":
        'package main\nimport "net/http"\nvar s = http.Server{ReadTimeout: 10 * time.Second, ReadHeaderTimeout: time.Second}\n',
    },
    ["go server set 10 main.go:3"],
  ],
  [
    "Go without timeouts",
    {
      "main.go":
        'package main\nimport "net/http"\nfunc main() { http.ListenAndServe(":80", nil) }\n',
    },
    ["go server never - main.go:3"],
  ],
  [
    "Go's client, which has a timeout of its own",
    {
      "main.go":
        'package main\nimport "net/http"\nvar t = &http.Transport{IdleConnTimeout: 90 * time.Second}\nvar s = &http.Server{Addr: ":80"}\n',
    },
    ["go server never - main.go:4"],
  ],
  [
    "Go with a constant, and assigned later",
    {
      "main.go":
        'package main\nimport "net/http"\nconst idle = 65 * time.Second\nfunc main() {\n\ts := &http.Server{Addr: ":80"}\n\ts.IdleTimeout = idle\n}\n',
    },
    ["go server set 65 main.go:6"],
  ],
  [
    "Go with a setting from elsewhere",
    {
      "main.go":
        'package main\nimport "net/http"\nvar s = &http.Server{IdleTimeout: cfg.IdleTimeout}\n',
    },
    ["go server unknown - main.go:3"],
  ],
  [
    "Gin",
    {
      "main.go":
        'package main\nimport "github.com/gin-gonic/gin"\nimport "net/http"\nfunc main() { r := gin.Default(); r.Run(":80") }\n',
    },
    ["go server never - main.go:4"],
  ],
  [
    "Phoenix on Bandit",
    {
      "config/config.exs":
        "import Config\nconfig :shop, ShopWeb.Endpoint,\n  adapter: Bandit.PhoenixAdapter,\n  http: [port: 4000, thousand_island_options: [read_timeout: 75_000]]\n",
    },
    ["bandit server set 75 config/config.exs:4"],
  ],
  [
    "Phoenix on Cowboy",
    {
      "config/prod.exs":
        "import Config\nconfig :shop, ShopWeb.Endpoint,\n  http: [port: 4000, protocol_options: [request_timeout: :timer.seconds(70)]]\n",
    },
    ["cowboy server set 70 config/prod.exs:3"],
  ],
  [
    "Phoenix with Cowboy's idle_timeout, which does nothing here",
    {
      "config/prod.exs":
        "import Config\nconfig :shop, ShopWeb.Endpoint,\n  http: [port: 4000, protocol_options: [idle_timeout: 120_000]]\n",
    },
    ["cowboy server default 5 config/prod.exs:3"],
  ],
  [
    "Phoenix on nobody knows what",
    { "config/runtime.exs": "import Config\nconfig :shop, ShopWeb.Endpoint, http: [port: 4000]\n" },
    ["cowboy server unknown - config/runtime.exs:2"],
  ],
  [
    "Phoenix with the adapter in another file",
    {
      "config/runtime.exs": "import Config\nconfig :shop, ShopWeb.Endpoint, http: [port: 4000]\n",
      "config/config.exs": "import Config\nconfig :shop, :x, adapter: Bandit.PhoenixAdapter\n",
    },
    ["bandit server default 60 config/runtime.exs:2"],
  ],
  [
    "PHP's own server",
    { Dockerfile: 'FROM php:8\nCMD ["php", "-S", "0.0.0.0:80"]\n' },
    ["php-built-in server closes - Dockerfile:2"],
  ],
  [
    "stages of a Dockerfile",
    {
      Dockerfile:
        'FROM python:3 AS base\nCMD ["uvicorn", "a:a", "--timeout-keep-alive", "9"]\nFROM node:22 AS assets\nCMD ["next", "start"]\nFROM base\nRUN echo hi\n',
    },
    ["uvicorn server set 9 Dockerfile:2"],
  ],
  [
    "an entry point with its arguments",
    {
      Dockerfile:
        'FROM python:3\nENTRYPOINT ["uvicorn", "a:a"]\nCMD ["--timeout-keep-alive", "77"]\n',
    },
    ["uvicorn server set 77 Dockerfile:3"],
  ],
  [
    "a script for a shell in a manifest",
    {
      "pod.yaml":
        'kind: Pod\nspec:\n  containers:\n  - image: a\n    command: ["sh", "-c", "./migrate && exec uvicorn a:a --timeout-keep-alive 62"]\n',
    },
    ["uvicorn server set 62 pod.yaml:5"],
  ],
  [
    "a task definition of ECS",
    {
      "task.json":
        '{"containerDefinitions": [{"image": "a", "entryPoint": ["uvicorn"], "command": ["a:a", "--timeout-keep-alive", "64"], "environment": [{"name": "A", "value": "b"}]}]}',
    },
    ["uvicorn server set 64 task.json:1"],
  ],
  ["an empty file", { "a.conf": "" }, ["unknown server unknown - a.conf:1"]],
  [
    "prose",
    { "-": "The site is slow since noon, please have a look.\n" },
    ["unknown server unknown - -:1"],
  ],
  [
    "prose with names of programs",
    {
      "-": "Our next plan is a thin layer before the unicorn and puma hosts.\nAsk Daphne - she knows node.\n",
    },
    ["unknown server unknown - -:1"],
  ],
  ["bytes that are no text", { "a.bin": "\0\0\u0001ELF" }, ["unknown server unknown - a.bin:1"]],
];
