/** Ids are labels, never credentials: prefix + random `[a-z0-9]`. Machines are lower-case UUIDs (wire-protocol). */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

export const ID_LENGTHS = {
  vault: 16,
  usr: 10,
  proj: 10,
  sk: 10,
  etok: 10,
  btok: 10,
  bndl: 10,
  clm: 10,
} as const;

export type IdPrefix = keyof typeof ID_LENGTHS;

/** A fresh id such as `sk_9f3kx0w2ab`; about 51 random bits for ten characters, and unique by primary key. */
export function newId(prefix: IdPrefix): string {
  let body = "";
  while (body.length < ID_LENGTHS[prefix]) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      // 252 is the largest multiple of 36 in a byte; the rest would bias the alphabet.
      if (byte < 252 && body.length < ID_LENGTHS[prefix]) body += ALPHABET[byte % 36];
    }
  }
  return `${prefix}_${body}`;
}

export function newMachineId(): string {
  return crypto.randomUUID();
}

/** Pattern of one kind of id, for zod and for route parameters. */
export function idPattern(prefix: IdPrefix): RegExp {
  return new RegExp(`^${prefix}_[a-z0-9]{${ID_LENGTHS[prefix]}}$`);
}

export const MACHINE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
