import vectors from "../protocol/vectors.json" with { type: "json" };
import type { CodeBlock } from "./code-block.ts";

/** The key of the vectors: nobody's, because everybody knows it. */
export const VECTOR_KEY = vectors.key;

const shown = (fields: Readonly<Record<string, string>>) => `${JSON.stringify(fields, null, 2)}\n`;

/** Requests whose signature is known. The test of the documentation computes each again from what the page shows. */
export const VALID_VECTORS: readonly CodeBlock[] = vectors.vectors.map(
  ({ name, method, path, timestamp, nonce, body, bodySha256Hex, signatureBase, signatureBase64 }) => ({
    id: `vector-${name}`,
    language: "json",
    title: name,
    content: shown({ method, path, timestamp, nonce, body, bodySha256Hex, signatureBase, signatureBase64 }),
    runs: { by: "vector", isValid: true },
  }),
);

/** Requests that look right and must be refused. */
export const INVALID_VECTORS: readonly CodeBlock[] = vectors.negativeVectors.map(
  ({ change, method, path, timestamp, nonce, body, signatureBase64 }, index) => ({
    id: `refused-${index + 1}`,
    language: "json",
    title: change,
    content: shown({ method, path, timestamp, nonce, body, signatureBase64 }),
    runs: { by: "vector", isValid: false },
  }),
);
