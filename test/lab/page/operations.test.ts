import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openRoom, type Room } from "../../../lab/page/room.ts";
import { linksOf, safetyOf } from "../../../lab/page/web/operations/safety.ts";
import type { Operations } from "../../../lab/page/wire.ts";
import { fakePath } from "./fake-path.ts";

const { path, count } = fakePath();
let room: Room;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  room = openRoom(path);
});
afterEach(() => {
  room.close();
  vi.useRealTimers();
});

const now = () => room.now() as Operations;
const set = (keepAliveSeconds: number, idleSeconds: number) => {
  room.change({ keepAliveSeconds, place: 0 });
  room.change({ idleSeconds });
};

describe("the operations room", () => {
  it("counts requests and failures second by second", () => {
    count(300, 2);
    vi.advanceTimersByTime(1_000);
    count(310, 0);
    vi.advanceTimersByTime(1_000);
    expect(now().samples).toEqual([
      { at: 1_001_000, requests: 300, failed: 2 },
      { at: 1_002_000, requests: 310, failed: 0 },
    ]);
  });

  it("keeps three minutes", () => {
    vi.advanceTimersByTime(200_000);
    expect(now().samples).toHaveLength(180);
  });

  it("remembers what was changed and when", () => {
    room.change({ keepAliveSeconds: 75, place: 0 });
    expect(now().hops).toMatchObject([{ keepAliveSeconds: 75, closesAfterSeconds: 76 }]);
    expect(now().changes).toEqual([
      { at: 1_000_000, what: "Node 24 rolled out with a keep-alive of 75 s" },
    ]);
  });

  it("changes how targets leave, one thing at a time", () => {
    room.change({ preStopSeconds: 15 });
    room.change({ graceSeconds: 60 });
    expect(now().targets).toEqual({ healthy: 4, all: 4, preStop: 15, grace: 60 });
  });

  it("begins anew with another incident", () => {
    vi.advanceTimersByTime(2_000);
    room.change({ idleSeconds: 30 });
    const another = fakePath();
    another.path.setIdleTimeout(7);
    room.watch(another.path);
    expect(now()).toMatchObject({
      ...{ samples: [], changes: [] },
      loadBalancer: { idleSeconds: 7 },
    });
  });

  it("tells who listens, until they stop", () => {
    const listener = vi.fn();
    const stop = room.onChange(listener);
    room.change({ requestsPerSecond: 100 });
    stop();
    room.change({ requestsPerSecond: 200 });
    expect(listener).toHaveBeenCalledOnce();
  });
});

describe("a link", () => {
  it.each([
    [5, 60, "inverted"],
    [59, 60, "tie"],
    [60, 60, "thin"],
    [68, 60, "thin"],
    [69, 60, "safe"],
  ] as const)("with keep-alive %i s behind an idle timeout of %i s is %s", (keep, idle, is) => {
    set(keep, idle);
    expect(linksOf(now()).map(safetyOf)).toEqual([is]);
  });
});
