import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nothing, only, readingsIn, shown } from "./cases/case.ts";

describe("a part of a configuration of Apache", () => {
  it.each([
    ["extra/mod_x.conf", "LoadModule x_module modules/mod_x.so\n<Location /x>\n</Location>\n"],
    ["httpd/logging.conf", "LogLevel info\nLoadModule log_module modules/mod_log.so\n"],
    ["httpd/server.conf", 'ServerRoot "/etc/httpd"\nServerName a:80\n'],
  ])("that loads a module or logs is no server: %s", (name, text) => {
    expect(only(name, text)).toBe(nothing);
  });

  it.each([
    ["LoadModule x_module m.so\n<VirtualHost *:80>\n ServerName a\n</VirtualHost>\n"],
    ["Listen 80\nDocumentRoot /a\n"],
  ])("without its root may have another default elsewhere: %j", (text) => {
    expect(only("httpd/site.conf", text)).toBe("apache server unknown - may be 5");
  });

  const main = (more: string) => `ServerRoot /e\nListen 80\n${more}`;

  it("counts where it is included: what stands below it wins", () => {
    const extra = { "extra/ka.conf": "KeepAliveTimeout 75\n" };
    const before = main("Include conf/extra/ka.conf\nKeepAliveTimeout 5\n");
    const after = main("KeepAliveTimeout 5\nInclude conf/extra/ka.conf\n");
    expect(shown({ "httpd.conf": before, ...extra })).toEqual(["apache server set 5 httpd.conf:4"]);
    expect(shown({ ...extra, "httpd.conf": after })).toEqual([
      "apache server set 75 extra/ka.conf:1",
    ]);
  });

  it("is that of the virtual host that includes it", () => {
    const host = "<VirtualHost *:80>\n Include common.conf\n</VirtualHost>\n";
    const files = { "httpd.conf": main(`KeepAliveTimeout 75\n${host}`) };
    expect(shown({ ...files, "common.conf": "KeepAliveTimeout 5\n" })).toContain(
      "apache server set 5 common.conf:1",
    );
  });

  it("that the main configuration does not include holds for nobody", () => {
    const files = {
      "httpd.conf": main("#Include conf/extra/httpd-default.conf\n"),
      "extra/httpd-default.conf": "KeepAliveTimeout 90\n",
    };
    const readings = readingsIn(files);
    expect(readings.map(({ state, seconds }) => [state, seconds])).toEqual([
      ["default", 5],
      ["unknown", null],
    ]);
    expect(readings[1]?.others[1]).toMatchObject({ seconds: 90 });
  });

  it("in sites-available is what sites-enabled shows", () => {
    const files = {
      "apache2.conf": main("KeepAliveTimeout 75\nIncludeOptional sites-enabled/*.conf\n"),
      "sites-available/shop.conf": "<VirtualHost *:80>\n KeepAliveTimeout 5\n</VirtualHost>\n",
    };
    expect(shown(files)[0]).toBe("apache server set 5 sites-available/shop.conf:2");
  });
});

describe("two timeouts of HAProxy for an idle connection", () => {
  const seconds = fc.integer({ min: 1, max: 600 });

  it("end it by the shorter one, whichever that is and wherever each stands", () => {
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.boolean(),
        fc.constantFrom("http-keep-alive", "http-request"),
        (client, wait, isInFrontend, name) => {
          const own = ` timeout ${name} ${wait}s\n`;
          const text = `defaults\n mode http\n timeout client ${client}s\n${isInFrontend ? "" : own}frontend a\n bind :80\n${isInFrontend ? own : ""}`;
          const [reading] = readingsIn({ "haproxy.cfg": text });
          expect(reading).toMatchObject({ state: "set", seconds: Math.min(client, wait) });
        },
      ),
    );
  });

  it("are one where the first is 0", () => {
    const text = "defaults\n mode http\n timeout client 90s\n timeout http-keep-alive 0\n";
    expect(only("haproxy.cfg", `${text} timeout http-request 5s\nfrontend a\n bind :80\n`)).toBe(
      "haproxy server set 5",
    );
  });

  it("are not known where one comes from a variable", () => {
    const text = `defaults\n mode http\n timeout client "$C"\n timeout http-keep-alive 90s\n`;
    expect(only("haproxy.cfg", `${text}frontend a\n bind :80\n`)).toMatch(
      /^haproxy server unknown/,
    );
  });

  it("may be cut by defaults that were not given", () => {
    const [reading] = readingsIn({
      "a.cfg": "frontend a\n bind :80\n mode http\n timeout http-keep-alive 90s\n",
    });
    expect(reading).toMatchObject({ seconds: 90, unless: expect.stringContaining("defaults") });
  });
});
