import nock from "nock";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** For a test file: requests meet nock and nothing else, until it is over. */
export function cutOff(): void {
  beforeAll(() => {
    // Another test file of the same process may have restored Node's own requests.
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  beforeEach(() => void nock.cleanAll());
  afterAll(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  });
}
