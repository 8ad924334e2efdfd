import { expect, test } from "vitest";
import { answerEnd, statusOf } from "./answer-end.ts";
import { type Figures, median, medianRatio } from "./figures.ts";
import { parseOptions } from "./options.ts";
import { slopeOf } from "./run-soak.ts";

const answers = {
  counted: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
  empty: "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n",
  chunked: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
};

test.each(Object.entries(answers))(
  "an answer that is %s ends where it ends, and not a byte earlier",
  (_, text) => {
    const bytes = Buffer.from(text);
    expect(answerEnd(bytes)).toBe(bytes.length);
    for (let length = 0; length < bytes.length; length++)
      expect(answerEnd(bytes.subarray(0, length))).toBe(0);
    expect(statusOf(bytes)).toBe(text.slice(9, 12));
  },
);

test("a median is the middle of what is known", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([null, 7]), median([null])]).toEqual([
    2,
    2.5,
    7,
    null,
  ]);
});

test("a ratio compares rows of one round, so that a slow minute of both changes nothing", () => {
  const rounds = (...rates: number[]) =>
    rates.map(
      (perSecond): Figures => ({
        ...{ perSecond, p50Ms: null, p99Ms: null, appMicros: null, postgresMicros: null, clientMicros: null },
      }),
    );
  expect(medianRatio(rounds(50, 500, 60), rounds(100, 1000, 120))).toBe(0.5);
  expect(medianRatio(rounds(50), rounds())).toBeNull();
});

test("a slope is in megabytes a minute", () => {
  expect(slopeOf([0, 1, 2, 3].map((minute) => ({ minute, megabytes: 200 - 4 * minute })))).toBeCloseTo(-4);
  expect(slopeOf([])).toBeNull();
});

test("options have their defaults, and an unknown one is refused by name", () => {
  expect(parseOptions([])).toEqual({
    isJson: false,
    isAged: false,
    soakMinutes: null,
    rounds: 3,
    seconds: 4,
  });
  expect(parseOptions(["--soak"])).toMatchObject({ soakMinutes: 10 });
  expect(parseOptions(["--json", "--soak", "2", "--rounds", "1"])).toMatchObject({
    isJson: true,
    soakMinutes: 2,
    rounds: 1,
  });
  expect(() => parseOptions(["--jsno"])).toThrow("--jsno");
});
