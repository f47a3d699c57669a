import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createGuard, isNetwork, plainAddress } from "../../src/probes/network-guard.ts";

const guard = createGuard({ networks: ["10.0.0.0/8", "fd12::/16"] });
const practice = createGuard({ allowLoopback: true });

const byte = fc.integer({ min: 0, max: 255 });
const four = fc.tuple(byte, byte, byte, byte);
type Four = readonly [number, number, number, number];
const dotted = (address: Four) => address.join(".");
const hex = ([a, b, c, d]: Four) => `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;

/** Nobody serves a website there, whatever the rest of the address is. */
const bad = fc.oneof(
  four.map(([, , c, d]): Four => [169, 254, c, d]),
  four.map(([, b, c, d]): Four => [127, b, c, d]),
  four.map(([, b, c, d]): Four => [0, b, c, d]),
  fc.constantFrom<Four>([100, 100, 100, 200], [168, 63, 129, 16], [192, 0, 0, 192]),
);

/** IPv6 addresses that end up at an IPv4 one. */
const disguises: readonly ((address: Four) => string)[] = [
  (address) => `::ffff:${dotted(address)}`,
  (address) => `::FFFF:${hex(address)}`,
  (address) => `0:0:0:0:0:ffff:${hex(address)}`,
  (address) => `0000:0000:0000:0000:0000:ffff:${hex(address)}`,
  (address) => `::ffff:0:${hex(address)}`,
  (address) => `64:ff9b::${dotted(address)}`,
  (address) => `64:ff9b:1::${hex(address)}`,
  (address) => `2002:${hex(address)}::1`,
  (address) => `2001:db8::5efe:${hex(address)}`,
  (address) => `2001:db8::200:5efe:${hex(address)}`,
  ([a, b, c, d]) => `2001:0:1:2:3:4:${hex([a ^ 255, b ^ 255, c ^ 255, d ^ 255])}`,
];

/** What C libraries and browsers take for an IPv4 address as well. */
const numbers: readonly ((address: Four) => string)[] = [
  ([a, b, c, d]) => String(((a << 24) | (b << 16) | (c << 8) | d) >>> 0),
  ([a, b, c, d]) => `0x${(((a << 24) | (b << 16) | (c << 8) | d) >>> 0).toString(16)}`,
  (address) => address.map((part) => `0${part.toString(8)}`).join("."),
  (address) => address.map((part) => `0x${part.toString(16)}`).join("."),
  ([a, b, c, d]) => `${a}.${b}.${(c << 8) | d}`,
  (address) => `${dotted(address)}.`,
];

test("an address where nobody serves a website is forbidden in every spelling", () => {
  fc.assert(
    fc.property(bad, fc.constantFrom(dotted, ...disguises, ...numbers), (address, spell) => {
      expect([spell(address), guard.isForbidden(spell(address))]).toEqual([spell(address), true]);
      expect(guard.isInside(spell(address))).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test("a disguised address is judged and compared as what it leads to", () => {
  // What NAT64 may do under its local prefix only its operator knows, so none of that is ever connected to.
  const known = disguises.filter((spell) => !spell([1, 2, 3, 4]).startsWith("64:ff9b:1:"));
  fc.assert(
    fc.property(four, fc.constantFrom(...known), (address, spell) => {
      expect(plainAddress(spell(address))).toBe(dotted(address));
      expect(guard.isForbidden(spell(address))).toBe(guard.isForbidden(dotted(address)));
      expect(guard.isInside(spell(address))).toBe(guard.isInside(dotted(address)));
    }),
    { numRuns: 2_000 },
  );
});

test("an IPv4 address that is one number, octal or hexadecimal is none at all", () => {
  fc.assert(
    fc.property(four, fc.constantFrom(...numbers), (address, spell) => {
      const text = spell(address);
      fc.pre(text !== dotted(address));
      expect([text, guard.isForbidden(text)]).toEqual([text, true]);
    }),
    { numRuns: 2_000 },
  );
});

test("an address with a zone is none, whichever it is", () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.constantFrom("1", "eth0", "25"), (address, zone) => {
      expect(guard.isForbidden(`${address}%${zone}`)).toBe(true);
    }),
  );
});

test("every spelling of an IPv6 address is one", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const plain = plainAddress(address) ?? "";
      expect(plainAddress(address.toUpperCase())).toBe(plain);
      expect(plainAddress(plain)).toBe(plain);
      expect(guard.isForbidden(address)).toBe(guard.isForbidden(plain));
    }),
  );
});

test("nothing that anyone may type throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof guard.isForbidden(text)).toBe("boolean");
      expect(typeof isNetwork(text)).toBe("boolean");
    }),
  );
});

describe("addresses", () => {
  it.each([
    "0.0.0.0",
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "224.0.0.1",
    "255.255.255.255",
    "127.0.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "fd00:ec2::254",
    "fd00:ec2:0:0:0:0:0:254",
    "fd20:ce::254",
    "fd00:42::42",
    "localhost",
    "[::1]",
    "",
  ])("like %s are forbidden", (address) => {
    expect(guard.isForbidden(address)).toBe(true);
  });

  it.each(["10.0.0.1", "192.168.1.1", "93.184.216.34", "2600:1f18::5", "fd12::5"])(
    "like %s are not",
    (address) => {
      expect(guard.isForbidden(address)).toBe(false);
    },
  );

  it.each([
    ["10.255.255.255", true],
    ["11.0.0.1", false],
    ["172.16.0.1", false],
    ["fd12::1", true],
    ["fd13::1", false],
    ["::ffff:10.0.0.1", true],
  ])("like %s lie in a network that was named: %s", (address, inside) => {
    expect(guard.isInside(address)).toBe(inside);
    expect(createGuard().isInside(address)).toBe(false);
  });

  it("of the machine itself are for the practice only, and no other opens with them", () => {
    expect(practice.isForbidden("127.0.0.1")).toBe(false);
    expect(practice.isForbidden("::1")).toBe(false);
    expect(practice.isForbidden("169.254.169.254")).toBe(true);
    const inside = createGuard({ networks: ["0.0.0.0/0", "::/0"] });
    expect(["127.0.0.1", "169.254.169.254", "fd00:ec2::254"].filter(inside.isInside)).toEqual([]);
  });
});

describe("networks", () => {
  it.each(["10.0.0.0/8", "fd00::/8", "0.0.0.0/0"])("like %s are some", (text) => {
    expect(isNetwork(text)).toBe(true);
  });
  it.each(["10.0.0.0", "10.0.0.0/33", "10/8", "fd00::/129", "a/8", "10.0.0.0/8/8", "fe80::%1/64"])(
    "like %s are none",
    (text) => {
      expect(isNetwork(text)).toBe(false);
    },
  );
});
