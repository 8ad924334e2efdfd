import type { Variable } from "../../sdk/expand-secrets.ts";

/** How values reach a command. */
export type Delivery = {
  /** The variables the command will have for these values; throws when they cannot be delivered so. */
  outline(variables: readonly Variable[]): readonly Variable[];
  /** Puts the values where `outline` said, in place of those from before. */
  write(variables: readonly Variable[]): void;
  /** Removes what was put there. May be called again. */
  close(): void;
};

/** In the environment itself. */
export const environmentDelivery: Delivery = { outline: (variables) => variables, write() {}, close() {} };
