import { afterEach, expect, test, vi } from "vitest";
import { replaceProcess } from "./replace-process.ts";

const variables = [{ name: "API_KEY", value: "line\nit's $HOME", label: "API_KEY (sk_1)" }];
const execve = vi.fn<(file: string, words: string[], env: Record<string, string>) => void>();

/** This process as another: its number, and whether its Node can be replaced. */
function as(pid: number, isAble = true) {
  vi.stubGlobal(
    "process",
    Object.create(process, {
      pid: { value: pid },
      ...(isAble ? { execve: { value: execve } } : { execve: { value: undefined } }),
    }),
  );
}
afterEach(() => {
  vi.unstubAllGlobals();
  execve.mockReset();
});

test("the first process hands its place over: words as they are, values in the environment only", () => {
  as(1);
  replaceProcess({ words: ["sh", "-c", "exit"], variables });
  expect(execve).toHaveBeenCalledTimes(1);
  const [file, words, env] = execve.mock.calls[0] ?? [];
  expect(file).toMatch(/\/sh$/);
  expect(words).toEqual(["sh", "-c", "exit"]);
  expect(env).toMatchObject({ API_KEY: "line\nit's $HOME", PATH: process.env["PATH"] });
});

test("any other process, and a Node that cannot, keep the command as their child", () => {
  as(7);
  replaceProcess({ words: ["sh"], variables });
  as(1, false);
  replaceProcess({ words: ["sh"], variables });
  expect(execve).not.toHaveBeenCalled();
});

test("what is not sure to start is left to be started as a child, which says why it fails", () => {
  as(1);
  for (const word of ["./no-such-program", "/", "/etc/hostname"])
    replaceProcess({ words: [word], variables });
  expect(execve).not.toHaveBeenCalled();
});

test("a failure that is thrown is no end", () => {
  as(1);
  execve.mockImplementation(() => {
    throw Object.assign(new Error("execve"), { code: "E2BIG" });
  });
  expect(() => replaceProcess({ words: ["sh"], variables })).not.toThrow();
  expect(execve).toHaveBeenCalledTimes(1);
});
