/** What a text is, by its name or else by its structure; never by a word in it. */
export type FileKind =
  | "nginx"
  | "apache"
  | "haproxy"
  | "caddyfile"
  | "lighttpd"
  | "litespeed"
  | "yaml"
  | "json"
  | "toml"
  | "xml"
  | "properties"
  | "uwsgi"
  /** Commands of the command line of JBoss and WildFly. */
  | "jboss"
  | "environment"
  | "javascript"
  | "python"
  | "ruby"
  | "go"
  | "java"
  | "elixir"
  | "csharp"
  | "terraform"
  | "dockerfile"
  | "procfile"
  | "unit"
  /** A shell's script. */
  | "script"
  /** Command lines as they were copied, and what ps prints. */
  | "commands"
  /** Read only for the versions that it names. */
  | "versions"
  /** A list or a document: what it names is not thereby started. */
  | "list"
  | "unknown";
