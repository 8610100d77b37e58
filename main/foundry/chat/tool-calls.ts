import type { ToolCallFragment, ToolCallPart } from "./events.ts";
import { remainderOf } from "./remainder.ts";

/** Numbers the fragments of an answer's tool calls. */
export interface ToolCallNumbers {
  /** Fragments that arrived together. */
  take(fragments: readonly ToolCallFragment[]): void;
  /** The calls of the answer as a whole, of which some or all may have been given. */
  whole(calls: readonly ToolCallFragment[]): void;
}

interface Known {
  index: number;
  /** The number the service gave it; null for none. */
  said: number | null;
  id: string;
  name: string;
  arguments: string;
}

/**
 * Gives each fragment with the number of its call: the service's own where that is free. A new id begins a new call,
 * under whatever number, and so does a name under a new number. Without an id a fragment goes on with the last call of its
 * number, or without a number with the last one of all, unless both have a name and that one's arguments are whole.
 */
export function numberToolCalls(give: (part: ToolCallPart) => void): ToolCallNumbers {
  const calls: Known[] = [];
  const taken = new Set<number>();
  let next = 0;
  /** The first call with each id, and the last with each number. */
  const byId = new Map<string, Known>();
  const lastSaid = new Map<number | null, Known>();

  const begin = (said: number | null): Known => {
    const index = said !== null && !taken.has(said) ? said : next;
    const call = { index, said, id: "", name: "", arguments: "" };
    taken.add(index);
    next = Math.max(next, index + 1);
    calls.push(call);
    lastSaid.set(said, call);
    return call;
  };

  /** The call that a fragment goes on with. */
  const goneOnWith = ({ index, id, name }: ToolCallFragment, together: ReadonlySet<Known>): Known | null => {
    if (id) {
      const same = byId.get(id);
      const isOther = name && same?.name && index !== null && same.said !== null && index !== same.said;
      if (same && !isOther) return same;
    }
    const last = index === null ? calls.at(-1) : lastSaid.get(index);
    if (!last || (id && last.id !== "")) return null;
    if (!name || last.name === "") return index === null && together.has(last) && name ? null : last;
    // Some repeat the name with each fragment; it is given once.
    const isSame = last.name === name && !together.has(last) && !isWhole(last.arguments);
    return isSame ? last : null;
  };

  const add = (call: Known, { id, name, arguments: given }: ToolCallFragment) => {
    const isNew = { id: id && call.id === "", name: name && call.name === "" };
    give({ index: call.index, ...(isNew.id && { id }), ...(isNew.name && { name }), arguments: given });
    call.id ||= id ?? "";
    if (call.id !== "" && !byId.has(call.id)) byId.set(call.id, call);
    call.name ||= name ?? "";
    call.arguments += given;
  };

  return {
    take: (fragments) => {
      const together = new Set<Known>();
      for (const fragment of fragments) {
        const call = goneOnWith(fragment, together) ?? begin(fragment.index);
        add(call, fragment);
        together.add(call);
      }
    },
    whole: (said) => {
      const before = [...calls];
      const known = new Map(byId);
      for (const [place, one] of said.entries()) {
        const same = known.get(one.id ?? "") ?? before[place];
        if (!same) add(begin(one.index), one);
        else {
          const rest = remainderOf(one.arguments, same.arguments);
          if (rest !== "") add(same, { index: same.said, arguments: rest });
        }
      }
    },
  };
}

function isWhole(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
