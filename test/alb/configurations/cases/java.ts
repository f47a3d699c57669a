import type { Case } from "./case.ts";

/** Tomcat, Spring Boot, Quarkus, Jetty, WildFly. */
export const java: readonly Case[] = [
  [
    "Tomcat's shipped server.xml",
    {
      "server.xml":
        '<?xml version="1.0" encoding="UTF-8"?>\n<Server port="8005" shutdown="SHUTDOWN">\n  <!-- <Connector port="1" keepAliveTimeout="1"/> -->\n  <Service name="Catalina">\n    <Connector port="8080" protocol="HTTP/1.1"\n               connectionTimeout="20000"\n               redirectPort="8443" />\n    <Connector protocol="AJP/1.3" port="8009" keepAliveTimeout="5"/>\n  </Service>\n</Server>\n',
    },
    ["tomcat server set 20 server.xml:5"],
  ],
  [
    "Tomcat with keepAliveTimeout",
    {
      "server.xml":
        '<Server><Service>\n<Connector port="8080" connectionTimeout="20000" keepAliveTimeout="75000"/>\n</Service></Server>',
    },
    ["tomcat server set 75 server.xml:2"],
  ],
  [
    "Tomcat without either, that never closes, and that closes",
    {
      "server.xml":
        '<Server><Service>\n<Connector port="1"/>\n<Connector port="2" keepAliveTimeout="-1"/>\n<Connector port="3" maxKeepAliveRequests="1"/>\n<Connector port="4" keepAliveTimeout="${keepalive}"/>\n</Service></Server>',
    },
    [
      "tomcat server default 60 server.xml:2",
      "tomcat server unknown - server.xml:5",
      "tomcat server never - server.xml:3",
      "tomcat server closes - server.xml:4",
    ],
  ],
  [
    "Spring Boot's properties",
    {
      "application.properties":
        "server.port=8080\nserver.tomcat.keep-alive-timeout=75s\nspring.datasource.password=x\n",
    },
    ["tomcat-embedded server set 75 application.properties:2"],
  ],
  [
    "Spring Boot's connection timeout as the fallback",
    { "application.properties": "server.tomcat.connection-timeout=20000\n" },
    ["tomcat-embedded server set 20 application.properties:1"],
  ],
  [
    "Spring Boot's YAML in ISO 8601",
    { "application.yml": "server:\n  tomcat:\n    keepAliveTimeout: PT1M15S\n" },
    ["tomcat-embedded server set 75 application.yml:3"],
  ],
  [
    "Spring Boot's placeholder",
    { "application.yml": "server:\n  tomcat:\n    keep-alive-timeout: ${KEEP_ALIVE:65s}\n" },
    ["tomcat-embedded server unknown - application.yml:3"],
  ],
  [
    "Spring Boot by its environment",
    {
      "deploy.yaml":
        "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: shop\n        env:\n        - name: SERVER_TOMCAT_KEEPALIVETIMEOUT\n          value: 120s\n",
    },
    ["tomcat-embedded server set 120 deploy.yaml:9"],
  ],
  [
    "Spring Boot by an option",
    {
      Dockerfile:
        'FROM eclipse-temurin:21\nENTRYPOINT ["java", "-jar", "/app.jar", "--server.tomcat.keep-alive-timeout=61s"]\n',
    },
    ["tomcat-embedded server set 61 Dockerfile:2"],
  ],
  [
    "Spring Boot with Jetty, Undertow and Netty",
    {
      "application.yml":
        "server:\n  jetty:\n    connection-idle-timeout: 31s\n  undertow:\n    no-request-timeout: 32s\n  netty:\n    idle-timeout: 33s\n",
    },
    [
      "jetty server set 31 application.yml:3",
      "undertow server set 32 application.yml:5",
      "reactor-netty server set 33 application.yml:7",
    ],
  ],
  [
    "Spring Boot without a value",
    { "application.yml": "server:\n  port: 8080\nspring:\n  application:\n    name: shop\n" },
    ["tomcat-embedded server unknown - application.yml:1"],
  ],
  [
    "profiles of Spring Boot that differ",
    {
      "application.yml":
        "server:\n  tomcat:\n    keep-alive-timeout: 75s\n---\nspring:\n  config:\n    activate:\n      on-profile: dev\nserver:\n  tomcat:\n    keep-alive-timeout: 5s\n",
    },
    ["tomcat-embedded server unknown - application.yml:3"],
  ],
  [
    "Quarkus",
    { "application.properties": "quarkus.http.idle-timeout=30M\n" },
    ["quarkus server set 1800 application.properties:1"],
  ],
  [
    "Jetty's start.ini",
    {
      "start.d/http.ini":
        "--module=http\n# jetty.http.host=0.0.0.0\njetty.http.idleTimeout=75000\n",
    },
    ["jetty server set 75 start.d/http.ini:3"],
  ],
  [
    "Jetty's start.ini without it",
    { "start.ini": "--module=http\n## jetty.http.idleTimeout=30000\n" },
    ["jetty server default 30 start.ini:1"],
  ],
  [
    "Jetty's XML, whose thread pool has a timeout of the same name",
    {
      "jetty.xml":
        '<Configure id="Server" class="org.eclipse.jetty.server.Server">\n<Get name="ThreadPool"><Set name="idleTimeout" type="int">60000</Set></Get>\n<Call name="addConnector"><Arg><New class="org.eclipse.jetty.server.ServerConnector">\n<Set name="idleTimeout">65000</Set>\n</New></Arg></Call></Configure>',
    },
    ["jetty server set 65 jetty.xml:4"],
  ],
  [
    "WildFly",
    {
      "standalone.xml":
        '<server>\n<http-listener name="default" socket-binding="http" no-request-timeout="75000"/>\n</server>',
    },
    ["wildfly server set 75 standalone.xml:2"],
  ],
  [
    "options of Java in a variable of a Dockerfile",
    {
      Dockerfile:
        'FROM a\nENV JAVA_OPTS="-Dserver.tomcat.keep-alive-timeout=70s"\nENTRYPOINT exec java $JAVA_OPTS -jar app.jar\n',
    },
    ["tomcat-embedded server unknown - Dockerfile:2"],
  ],
  [
    "options of Java in a variable of a manifest",
    {
      "pod.yaml":
        "kind: Pod\nspec:\n  containers:\n  - image: a\n    command: [java, -jar, app.jar]\n    env:\n    - {name: JAVA_TOOL_OPTIONS, value: -Dserver.tomcat.keep-alive-timeout=70s}\n",
    },
    ["tomcat-embedded server set 70 pod.yaml:7"],
  ],
  [
    "Spring Boot's properties, pasted",
    { "-": "server.port=8080\nserver.tomcat.keep-alive-timeout=65000\n" },
    ["tomcat-embedded server set 65 -:2"],
  ],
];
