import type { SharingView } from "#lib/contract/machines.ts";
import { normaliseCidr } from "../network/cidr.ts";

const WINDOW_MS = 60 * 60 * 1000;
/** A to B, back to A, and to B again: a move is one turn, and a move there and back is two. */
const TURNS = 3;

export type SeenSource = { readonly at: Date; readonly sourceIp: string };
type Turn = { readonly network: string; readonly first: SeenSource; readonly last: SeenSource };

/**
 * Whether two addresses take turns within an hour, which one process at a time does not do. `sources` are the newest first.
 * An IPv6 address stands for its /64, because hosts change the rest by themselves, and the two families are looked at
 * apart, because one host uses both at once. Containers behind one address are not told apart: this is a hint.
 */
export function noticeSharing(sources: readonly SeenSource[]): SharingView | null {
  const placed = sources.flatMap((source) => {
    const network = networkOf(source.sourceIp);
    return network === null ? [] : [{ ...source, network }];
  });
  for (const isV6 of [false, true]) {
    const found = alternation(placed.filter(({ network }) => network.includes(":") === isV6));
    if (found !== null) return found;
  }
  return null;
}

type Placed = SeenSource & { readonly network: string };

/** Each pair with the newest one; what a third address does in between does not hide the turns of two. */
function alternation(placed: readonly Placed[]): SharingView | null {
  const [newest] = placed;
  if (newest === undefined) return null;
  for (const network of new Set(placed.map((source) => source.network))) {
    if (network === newest.network) continue;
    const pair = placed.filter((source) => source.network === network || source.network === newest.network);
    const found = turnsWithin(turnsOf(pair));
    if (found !== null) return found;
  }
  return null;
}

function turnsOf(pair: readonly Placed[]): Turn[] {
  const turns: Turn[] = [];
  for (const { network, ...source } of pair) {
    const turn = turns.at(-1);
    if (turn?.network === network) turns[turns.length - 1] = { ...turn, first: source };
    else turns.push({ network, first: source, last: source });
  }
  return turns;
}

/** The newest four turns of two whose changes lie within the window. */
function turnsWithin(turns: readonly Turn[]): SharingView | null {
  for (let at = 0; at + TURNS < turns.length; at++) {
    const [newest, before, oldest] = [turns[at], turns[at + 1], turns[at + TURNS]];
    if (newest === undefined || before === undefined || oldest === undefined) return null;
    if (newest.first.at.getTime() - oldest.last.at.getTime() > WINDOW_MS) continue;
    return {
      addresses: [newest.last.sourceIp, before.last.sourceIp],
      lastAt: newest.first.at.toISOString(),
    };
  }
  return null;
}

function networkOf(sourceIp: string): string | null {
  const address = normaliseCidr(sourceIp);
  if (!address.isGood) return null;
  if (!address.cidr.includes(":")) return address.cidr;
  const network = normaliseCidr(`${sourceIp}/64`);
  return network.isGood ? network.cidr : null;
}
