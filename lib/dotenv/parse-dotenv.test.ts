import { expect, test } from "vitest";
import type { DotenvEntry } from "./dotenv-reading.ts";
import { parseDotenv } from "./parse-dotenv.ts";

const entries = (text: string) =>
  parseDotenv(text).lines.filter((line): line is DotenvEntry => line.kind === "entry");

test.each([
  { text: "A=b", value: "b" },
  { text: "  A = b  ", value: "b" },
  { text: "export A=b", value: "b" },
  { text: "\ufeffA=b", value: "b" },
  { text: "A=", value: "" },
  { text: "A= # only a comment", value: "" },
  { text: "A=b # comment", value: "b" },
  { text: "A=b#c", value: "b#c" },
  { text: "A=#ff0000", value: "#ff0000" },
  { text: "A=https://x/?a=b&c=d", value: "https://x/?a=b&c=d" },
  { text: "A='b # c'", value: "b # c" },
  { text: "A='b' # c", value: "b" },
  { text: 'A="b"#c', value: "b" },
  { text: "A=' padded '", value: " padded " },
  { text: "A='raw \\n $X'", value: "raw \\n $X" },
  { text: 'A="two\\nlines\\r\\t\\"q\\" \\\\n"', value: 'two\nlines\r\t"q" \\n' },
  { text: 'A="kept \\d \\$"', value: "kept \\d \\$" },
  { text: 'A=`it\'s "x"`', value: 'it\'s "x"' },
  { text: "A='one\ntwo\n'", value: "one\ntwo\n" },
  {
    text: 'A="-----BEGIN-----\r\nMIIB\r\n-----END-----\r\n"',
    value: "-----BEGIN-----\nMIIB\n-----END-----\n",
  },
  { text: 'A=b "c"', value: 'b "c"' },
  { text: 'A={"json":true}', value: '{"json":true}' },
])("$text is read as $value", ({ text, value }) => {
  expect(parseDotenv(text).secrets).toEqual([{ name: "A", value }]);
});

test("every line is accounted for, with its number and what became of it", () => {
  const text = "# head\n\nexport A='x\ny'\nB\nC=1\r\nlower=2\nC=3\nPATH=/bin\n1X=4";
  const { lines, secrets } = parseDotenv(text);
  expect(lines.map((line) => [line.kind, line.line])).toEqual([
    ["comment", 1],
    ["entry", 3],
    ["unread", 5],
    ["entry", 6],
    ["entry", 7],
    ["entry", 8],
    ["entry", 9],
    ["entry", 10],
  ]);
  expect(lines[1]).toMatchObject({ lastLine: 4, quoting: "single", hasExport: true });
  expect(lines[3]).toMatchObject({ name: "C", replacedAt: 8 });
  expect(lines[4]).toMatchObject({ name: "lower", warnings: ["Arrives as LOWER."] });
  expect(lines[6]).toMatchObject({ name: "PATH", problem: expect.stringContaining("PATH controls") });
  expect(lines[7]).toMatchObject({ name: "1X", problem: expect.stringContaining("begin with a letter") });
  expect(secrets).toEqual([
    { name: "A", value: "x\ny" },
    { name: "lower", value: "2" },
    { name: "C", value: "3" },
  ]);
});

test.each([
  { text: "A='open", problem: "The quote is not closed." },
  { text: 'A="open\\"', problem: "The quote is not closed." },
  { text: "A='it's'", problem: "after the closing quote" },
  { text: "A='x\nB='y'", problem: "after the closing quote" },
  { text: "A: yaml", problem: "not NAME=value" },
  { text: "export A", problem: "not NAME=value" },
  { text: "=x", problem: "not NAME=value" },
  { text: "A B=x", problem: "not NAME=value" },
])("$text is said to be unreadable", ({ text, problem }) => {
  expect(parseDotenv(text).lines[0]).toMatchObject({
    kind: "unread",
    line: 1,
    problem: expect.stringContaining(problem),
  });
});

test("a broken line costs itself only", () => {
  const { lines, secrets } = parseDotenv('A=\'open\nB=2\nC="3"');
  expect(lines[0]).toMatchObject({ kind: "unread", line: 1 });
  expect(secrets.map(({ name }) => name)).toEqual(["B", "C"]);
});

test.each([
  { text: "A=$HOME/x", warning: "kept as it is; nothing" },
  { text: 'A="$\u007bX}"', warning: "kept as it is; nothing" },
  { text: "A=$(id)", warning: "kept as it is; nothing" },
  { text: 'A="\\d"', warning: "no known escape" },
  { text: "A=b#c", warning: "part of the value" },
  { text: "A=", warning: "empty" },
  { text: "A='x\nB=\n'", warning: "looks like an entry" },
  { text: "api.key=1", warning: "Arrives as API_KEY." },
])("$text is read with a word of caution", ({ text, warning }) => {
  expect(entries(text)[0]?.warnings.join(" ")).toContain(warning);
});

test("names that differ and arrive alike are not both saved", () => {
  const { lines, secrets } = parseDotenv("api-key=1\nAPI_KEY=2");
  expect(lines[1]).toMatchObject({ problem: expect.stringContaining("like api-key on line 1") });
  expect(secrets).toEqual([{ name: "api-key", value: "1" }]);
});

test("values that may not be saved are refused where they stand", () => {
  const text = `A=nul\0\nB=\ud800\nC=${"x".repeat(256 * 1024 + 1)}`;
  expect(entries(text).map(({ problem }) => problem)).toEqual([
    expect.stringContaining("NUL"),
    expect.stringContaining("Unicode"),
    expect.stringContaining("256 KiB"),
  ]);
});
