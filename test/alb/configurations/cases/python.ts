import type { Case } from "./case.ts";

/** gunicorn, uvicorn, Hypercorn and other Python servers, and how they are started. */
export const python: readonly Case[] = [
  [
    "gunicorn's configuration with gthread",
    {
      "gunicorn.conf.py":
        'bind = "0.0.0.0:8000"\nworkers = 4\nworker_class = "gthread"\nthreads = 8\nkeepalive = 75\n',
    },
    ["gunicorn-gthread server set 75 gunicorn.conf.py:5"],
  ],
  [
    "gunicorn's configuration with threads only",
    { "gunicorn.conf.py": "threads = 4\nkeepalive = 65\nbind = ':80'\n" },
    ["gunicorn-gthread server set 65 gunicorn.conf.py:2"],
  ],
  [
    "gunicorn's configuration without a worker class, which the command line may name",
    { "gunicorn_config.py": 'bind = "0.0.0.0:8000"\nkeepalive = 65\n' },
    ["gunicorn-gthread server unknown - gunicorn_config.py:2"],
  ],
  [
    "gunicorn's configuration with gevent and no value",
    {
      "gunicorn.conf.py":
        'import os\nworker_class = "gevent"\nbind = f"0.0.0.0:{os.environ[\'PORT\']}"\n',
    },
    ["gunicorn-gevent server default 2 gunicorn.conf.py:2"],
  ],
  [
    "gunicorn's configuration with a variable",
    {
      "gunicorn.conf.py":
        'import os\nworker_class = "gthread"\nkeepalive = int(os.environ.get("KEEP_ALIVE", "65"))\n',
    },
    ["gunicorn-gthread server unknown - gunicorn.conf.py:3"],
  ],
  [
    "gunicorn's configuration with a worker class from a variable",
    {
      "gunicorn.conf.py":
        'import os\nworker_class = os.getenv("WORKER_CLASS", "sync")\nkeepalive = 65\nbind = ":80"\n',
    },
    ["gunicorn-gthread server unknown - gunicorn.conf.py:2"],
  ],
  [
    "gunicorn in a Procfile",
    {
      Procfile:
        "web: gunicorn app.wsgi --worker-class gthread --threads 4 --keep-alive 30\nworker: celery -A app worker\n",
    },
    ["gunicorn-gthread server set 30 Procfile:1"],
  ],
  [
    "gunicorn in a Procfile without options",
    { Procfile: "web: gunicorn app.wsgi\n" },
    ["gunicorn-sync server closes - Procfile:1"],
  ],
  [
    "gunicorn with uvicorn's worker, whose own option counts for nothing",
    {
      Dockerfile:
        'FROM python:3.12\nRUN pip install gunicorn uvicorn\nCMD ["gunicorn", "-k", "uvicorn.workers.UvicornWorker", "app:app"]\n',
    },
    ["gunicorn-uvicorn server default 2 Dockerfile:3"],
  ],
  [
    "gunicorn with uvicorn's worker and its keep-alive",
    {
      Dockerfile:
        "FROM python:3.12\nCMD gunicorn -k uvicorn.workers.UvicornWorker --keep-alive=75 app:app\n",
    },
    ["gunicorn-uvicorn server set 75 Dockerfile:2"],
  ],
  [
    "gunicorn in a Dockerfile with its configuration",
    {
      Dockerfile:
        'FROM python:3.12\nCMD ["gunicorn", "-c", "config/gunicorn.conf.py", "app:app"]\n',
      "gunicorn.conf.py": 'worker_class = "uvicorn.workers.UvicornWorker"\nkeepalive = 120\n',
    },
    ["gunicorn-uvicorn server set 120 gunicorn.conf.py:2"],
  ],
  [
    "an option that wins over the configuration",
    {
      Procfile: "web: gunicorn -k gthread --keep-alive 10 app:app\n",
      "gunicorn.conf.py": "keepalive = 120\nbind = ':80'\n",
    },
    ["gunicorn-gthread server set 10 Procfile:1"],
  ],
  [
    "a configuration that was not given",
    { Procfile: "web: gunicorn -c conf/prod.py -k gthread app:app\n" },
    ["gunicorn-gthread server unknown - Procfile:1"],
  ],
  [
    "gunicorn's options in the environment",
    {
      "compose.yaml":
        'services:\n  web:\n    image: app\n    command: gunicorn app:app\n    environment:\n      - "GUNICORN_CMD_ARGS=--keep-alive 66 -k gevent"\n',
    },
    ["gunicorn-gevent server set 66 compose.yaml:6"],
  ],
  [
    "gunicorn in a unit with lines that go on",
    {
      "app.service":
        "[Unit]\nDescription=app\n[Service]\nExecStart=/srv/venv/bin/gunicorn \\\n    --workers 3 \\\n    --threads 2 \\\n    --keep-alive 5 \\\n    app.wsgi:application\n",
    },
    ["gunicorn-gthread server set 5 app.service:7"],
  ],
  [
    "gunicorn in the output of ps",
    {
      "-": "root  1  0.0  python3 /usr/local/bin/gunicorn -b 0.0.0.0:8000 --worker-class=gevent --keep-alive=7 app:app\n",
    },
    ["gunicorn-gevent server set 7 -:1"],
  ],
  [
    "a process title of gunicorn",
    { "-": "app 12 0.0 gunicorn: master [app.wsgi]\n" },
    ["gunicorn-gthread server unknown - -:1"],
  ],
  [
    "uvicorn's option",
    {
      Dockerfile:
        'FROM python:3.12\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--timeout-keep-alive", "75"]\n',
    },
    ["uvicorn server set 75 Dockerfile:2"],
  ],
  [
    "uvicorn by default",
    { Procfile: "web: uvicorn app:app --host 0.0.0.0 --port $PORT\n" },
    ["uvicorn server default 5 Procfile:1"],
  ],
  [
    "uvicorn as a module in a manifest",
    {
      "deploy.yaml":
        'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: api\n        command: ["python", "-m", "uvicorn"]\n        args: ["app:app", "--timeout-keep-alive=$(KEEP_ALIVE)"]\n        env:\n        - name: KEEP_ALIVE\n          value: "90"\n',
    },
    ["uvicorn server set 90 deploy.yaml:8"],
  ],
  [
    "uvicorn with a variable from a secret",
    {
      "deploy.yaml":
        "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: api\n        command: [uvicorn, 'app:app', --timeout-keep-alive, $(KEEP_ALIVE)]\n        env:\n        - name: KEEP_ALIVE\n          valueFrom:\n            configMapKeyRef: {name: a, key: b}\n",
    },
    ["uvicorn server unknown - deploy.yaml:7"],
  ],
  [
    "uvicorn with ENV of a Dockerfile, which may be overridden",
    {
      Dockerfile:
        "FROM python:3.12\nENV KEEP=70\nCMD uvicorn app:app --timeout-keep-alive ${KEEP}\n",
    },
    ["uvicorn server unknown - Dockerfile:3"],
  ],
  [
    "uvicorn.run",
    {
      "main.py":
        'import uvicorn\n\nif __name__ == "__main__":\n    uvicorn.run("app:app", host="0.0.0.0", port=80, timeout_keep_alive=65)\n',
    },
    ["uvicorn server set 65 main.py:4"],
  ],
  [
    "uvicorn.run without the option",
    { "main.py": "import uvicorn\nuvicorn.run(app, port=80)\n" },
    ["uvicorn server default 5 main.py:2"],
  ],
  [
    "uvicorn by its environment",
    { ".env": "UVICORN_TIMEOUT_KEEP_ALIVE=61\n" },
    ["uvicorn server set 61 .env:1"],
  ],
  [
    "fastapi run",
    { Dockerfile: 'FROM python:3.12\nCMD ["fastapi", "run", "app/main.py"]\n' },
    ["fastapi server default 5 Dockerfile:2"],
  ],
  [
    "Hypercorn's option",
    { "run.sh": "#!/bin/sh\nset -e\nexec hypercorn app:app --bind 0.0.0.0:80 --keep-alive 65\n" },
    ["hypercorn server set 65 run.sh:3"],
  ],
  [
    "Hypercorn's TOML",
    { "hypercorn.toml": 'bind = "0.0.0.0:80"\nkeep_alive_timeout = 70\n' },
    ["hypercorn server set 70 hypercorn.toml:2"],
  ],
  [
    "Hypercorn in a program",
    {
      "main.py":
        "from hypercorn.config import Config\nconfig = Config()\nconfig.keep_alive_timeout = 65\n",
    },
    ["hypercorn server set 65 main.py:3"],
  ],
  [
    "Daphne",
    { Procfile: "web: daphne -b 0.0.0.0 -p $PORT app.asgi:application\n" },
    ["daphne server default 60 Procfile:1"],
  ],
  [
    "Granian",
    { Procfile: "web: granian --interface asgi --http1-header-read-timeout 60000 app:app\n" },
    ["granian server set 60 Procfile:1"],
  ],
  [
    "waitress",
    { "serve.py": "from waitress import serve\nserve(app, listen='*:80', channel_timeout=75)\n" },
    ["waitress server set 75 serve.py:2"],
  ],
  [
    "aiohttp",
    { "main.py": "from aiohttp import web\nweb.run_app(app, port=80)\n" },
    ["aiohttp-run-app server default 75 main.py:2"],
  ],
  [
    "Sanic",
    {
      "main.py": "from sanic import Sanic\napp = Sanic('a')\napp.config.KEEP_ALIVE_TIMEOUT = 15\n",
    },
    ["sanic server set 15 main.py:3"],
  ],
  [
    "uWSGI with its router",
    { "uwsgi.ini": "[uwsgi]\nhttp = :8000\nhttp-keepalive = 1\nhttp-timeout = 75\n" },
    ["uwsgi-http-keepalive server set 75 uwsgi.ini:4"],
  ],
  [
    "uWSGI without keep-alive",
    { Procfile: "web: uwsgi --http :8000 --module app\n" },
    ["uwsgi-http server closes - Procfile:1"],
  ],
];
