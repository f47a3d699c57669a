import { describe, expect, it } from "vitest";
import { nothing, only, readingsIn } from "./cases/case.ts";

describe("other homes of a configuration", () => {
  it.each([
    [
      "values.yaml",
      "ports:\n  web:\n    port: 8000\n    transport:\n      respondingTimeouts:\n        idleTimeout: 90s\n",
      "traefik server set 90 + traefik client default 90 values.yaml:1",
    ],
    ["hypercorn.toml", 'bind = "0.0.0.0:80"\n', "hypercorn server default 5"],
    [
      "ecosystem.config.js",
      'module.exports = { apps: [{ name: "a", script: "node_modules/.bin/next", args: "start --keepAliveTimeout 70000" }] };',
      "next server set 70",
    ],
    [
      "ecosystem.config.js",
      'module.exports = { apps: [{ script: "./server.js" }] };',
      "node-20 server unknown - may be 6",
    ],
    [
      "jetty.xml",
      '<Configure id="S" class="org.mortbay.jetty.Server"><New class="org.mortbay.jetty.nio.SelectChannelConnector"><Set name="maxIdleTime">30000</Set></New></Configure>',
      "jetty server set 30",
    ],
    [
      "Dockerfile",
      'FROM a AS production\nCMD ["uvicorn", "a:a", "--timeout-keep-alive", "75"]\nFROM a AS development\nCMD ["uvicorn", "a:a", "--reload"]\n',
      "uvicorn server set 75",
    ],
    [
      "Dockerfile",
      "FROM php:8.3-apache\nCOPY . /var/www/html\n",
      "apache server unknown - may be 5",
    ],
    [
      "Dockerfile",
      "FROM tomcat:10\nCOPY a.war /usr/local/tomcat/webapps/\n",
      "tomcat server unknown - may be 20",
    ],
    [
      "Dockerfile",
      "FROM nginxinc/nginx-unprivileged:1.27\nCOPY dist /usr/share/nginx/html\n",
      "nginx-packaged server default 65",
    ],
    [
      "Dockerfile",
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
      "kestrel server unknown - may be 130",
    ],
    [
      "dw.yml",
      "server:\n  type: simple\n  connector:\n    type: http\n    idleTimeout: 1 minute\n",
      "jetty server set 60",
    ],
    [
      "application.conf",
      "akka {\n  http {\n    server {\n      idle-timeout = 75 s # longer\n    }\n    host-connection-pool { idle-timeout = infinite }\n  }\n}\n",
      "pekko server set 75",
    ],
    [
      "a.conf",
      "akka.http { server { idle-timeout = 75s, pipelining-limit = 1 } }\n",
      "pekko server set 75",
    ],
    [
      "a.conf",
      "pekko.http.server {\n  # idle-timeout = 75s\n  bind-timeout = 1s\n}\n",
      "pekko server default 60",
    ],
    [
      "a.conf",
      "pekko.http.server {\n  idle-timeout = 75s\n  idle-timeout = ${?IDLE}\n}\n",
      "pekko server unknown - may be 75",
    ],
    ["a.conf", "akka.http.server.idle-timeout = 75000\n", "pekko server set 75"],
    [
      "a.conf",
      "play.server {\n  http {\n    idleTimeout = 75 seconds\n  }\n}\n",
      "pekko server set 75",
    ],
    ["a.conf", "akka.http {\n  client {\n    idle-timeout = 75s\n  }\n}\n", nothing],
    [
      "configure.cli",
      "embed-server\n/subsystem=undertow/server=default-server/http-listener=default:write-attribute(name=no-request-timeout, value=75000)\n",
      "wildfly server set 75",
    ],
    [
      "configure.cli",
      "/subsystem=undertow/server=a/host=b:write-attribute(name=alias,value=[c])\n",
      nothing,
    ],
    [
      "copilot/api/manifest.yml",
      'type: Load Balanced Web Service\nimage:\n  build: ./Dockerfile\n  port: 80\nvariables:\n  GUNICORN_CMD_ARGS: "--keep-alive 75"\ncommand: gunicorn -k gevent a:a\n',
      "gunicorn-gevent server set 75",
    ],
    [
      "compose.yml",
      'services:\n  v:\n    image: varnish:7\n    command: "-p timeout_idle=75"\n',
      "varnish server set 75 + varnish client default 60 compose.yml:4",
    ],
    ["s.py", "import cherrypy\ncherrypy.server.socket_timeout = 75\n", "cheroot server set 75"],
    [
      "s.py",
      'import cherrypy\ncherrypy.config.update({"server.socket_timeout": 75})\n',
      "cheroot server set 75",
    ],
    ["s.py", "import cherrypy\ncherrypy.quickstart(Root())\n", "cheroot server default 10"],
    [
      "s.py",
      "from cheroot import wsgi\nwsgi.Server(a, app, timeout=75).start()\n",
      "cheroot server set 75",
    ],
    [
      "s.py",
      "import tornado.web\napp.listen(80, idle_connection_timeout=5)\n",
      "tornado server set 5",
    ],
    [
      "s.py",
      "import tornado.httpserver\ns = tornado.httpserver.HTTPServer(app, idle_connection_timeout=75)\ns.listen(80)\n",
      "tornado server set 75",
    ],
    ["mn.yml", "micronaut:\n  server:\n    idle-timeout: 75s\n", "micronaut server set 75"],
  ])("%s: %j", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});

describe("the load balancer's own timeout", () => {
  it.each([
    ["main.tf", 'resource "aws_lb" "a" {\n  name         = "a"\n  idle_timeout = 120\n}\n'],
    [
      "alb.tf",
      'module "alb" {\n  source       = "terraform-aws-modules/alb/aws"\n  idle_timeout = 2 * 60\n}\n',
    ],
    [
      "cfn.yml",
      "Resources:\n  L:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n    Properties:\n      LoadBalancerAttributes:\n      - Key: idle_timeout.timeout_seconds\n        Value: 120\n",
    ],
    [
      "cfn.json",
      '{"Resources": {"L": {"Properties": {"LoadBalancerAttributes": [{"Key": "idle_timeout.timeout_seconds", "Value": "120"}]}}}}',
    ],
    ["aws.json", '{"Attributes": [{"Value": "120", "Key": "idle_timeout.timeout_seconds"}]}'],
    [
      "stack.ts",
      'new elbv2.ApplicationLoadBalancer(this, "L", { vpc, idleTimeout: Duration.seconds(120) });',
    ],
    [
      "stack.ts",
      'import * as elbv2 from "aws-cdk-lib";\nconst l = new elbv2.ApplicationLoadBalancer(this, "L", { vpc });\nl.setAttribute("idle_timeout.timeout_seconds", "120");',
    ],
    [
      "stack.py",
      'lb = elbv2.ApplicationLoadBalancer(self, "L", vpc=vpc, idle_timeout=cdk.Duration.minutes(2))\n',
    ],
    [
      "ing.yaml",
      "kind: Ingress\nmetadata:\n  annotations:\n    alb.ingress.kubernetes.io/load-balancer-attributes: a.b=c,idle_timeout.timeout_seconds=120\n",
    ],
    [
      "svc.yaml",
      'kind: Service\nmetadata:\n  annotations:\n    service.beta.kubernetes.io/aws-load-balancer-connection-idle-timeout: "120"\n',
    ],
    [
      "cdk.tf.json",
      '{"resource": {"aws_lb": {"main": {"load_balancer_type": "application", "idle_timeout": 120}}}}',
    ],
    [
      "Pulumi.yaml",
      "resources:\n  lb:\n    type: aws:lb:LoadBalancer\n    properties: {idleTimeout: 120}\n",
    ],
    ["alb.config", "option_settings:\n  aws:elbv2:loadbalancer:\n    IdleTimeout: 120\n"],
    [
      "alb.config",
      "option_settings:\n- {namespace: 'aws:elbv2:loadbalancer', option_name: IdleTimeout, value: 120}\n",
    ],
    [
      "params.yaml",
      "kind: IngressClassParams\nspec:\n  loadBalancerAttributes:\n  - {key: idle_timeout.timeout_seconds, value: '120'}\n",
    ],
  ])("is read from %s: %j", (name, text) => {
    expect(readingsIn({ [name]: text })[0]).toMatchObject({ seconds: 120, state: "set" });
  });

  it("is not known where it is a variable, and may be its default", () => {
    const text =
      "Parameters: {Idle: {Default: 90}}\nResources:\n  L:\n    Properties:\n      LoadBalancerAttributes:\n      - {Key: idle_timeout.timeout_seconds, Value: !Ref Idle}\n";
    const [reading] = readingsIn({ "cfn.yml": text });
    expect(reading).toMatchObject({ state: "unknown" });
    expect(reading?.others.map(({ seconds }) => seconds)).toContain(90);
  });

  it("is not known where a template in JSON refers to a parameter, and may be its default", () => {
    const text =
      '{"Parameters": {"Idle": {"Default": 90}}, "Resources": {"L": {"Properties": {"LoadBalancerAttributes": [{"Key": "idle_timeout.timeout_seconds", "Value": {"Ref": "Idle"}}]}}}}';
    const [reading] = readingsIn({ "cfn.json": text });
    expect(reading).toMatchObject({ state: "unknown" });
    expect(reading?.others.map(({ seconds }) => seconds)).toContain(90);
  });

  it.each([
    [
      "nlb.yaml",
      "Resources:\n  L:\n    Properties:\n      Type: network\n      LoadBalancerAttributes: [{Key: idle_timeout.timeout_seconds, Value: 350}]\n",
    ],
    [
      "nlb.tf.json",
      '{"resource": {"aws_lb": {"n": {"load_balancer_type": "network", "idle_timeout": 350}}}}',
    ],
  ])("is never a network load balancer's: %s", (name, text) => {
    expect(only(name, text)).toBe("unknown server unknown -");
  });

  it("is not read of a Service with a network load balancer", () => {
    const text =
      'kind: Service\nmetadata:\n  annotations:\n    service.beta.kubernetes.io/aws-load-balancer-type: nlb\n    service.beta.kubernetes.io/aws-load-balancer-connection-idle-timeout: "120"\n';
    expect(only("svc.yaml", text)).toBe("unknown server unknown -");
  });

  it("is what a variable of Terraform may be, and never a network load balancer's", () => {
    const text =
      'variable "idle" { default = 90 }\nresource "aws_lb" "a" {\n  idle_timeout = var.idle\n}\nresource "aws_lb" "n" {\n  load_balancer_type = "network"\n  idle_timeout = 350\n}\n';
    const [reading, ...more] = readingsIn({ "main.tf": text });
    expect(more).toEqual([]);
    expect(reading?.others.map(({ seconds }) => seconds)).toContain(90);
  });
});
