// Next understands `import "server-only"` by itself; tests run without Next and get this instead.
export {};
