/** Seals and opens under one vault's keys. The implementation follows in this folder. */
export type Keyring = { readonly kind: string };
