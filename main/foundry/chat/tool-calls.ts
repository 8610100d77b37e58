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

  const begin = (said: number | null): Known => {
    const isFree = said !== null && calls.every(({ index }) => index !== said);
    const next = calls.reduce((most, { index }) => Math.max(most, index + 1), 0);
    const call = { index: isFree ? said : next, said, id: "", name: "", arguments: "" };
    calls.push(call);
    return call;
  };

  /** The call that a fragment goes on with. */
  const goneOnWith = ({ index, id, name }: ToolCallFragment, together: readonly Known[]): Known | null => {
    if (id) {
      const same = calls.find((call) => call.id === id);
      const isOther = name && same?.name && index !== null && same.said !== null && index !== same.said;
      if (same && !isOther) return same;
    }
    const last = calls.findLast((call) => index === null || call.said === index);
    if (!last || (id && last.id !== "")) return null;
    if (!name || last.name === "") return index === null && together.includes(last) && name ? null : last;
    // Some repeat the name with each fragment; it is given once.
    const isSame = last.name === name && !together.includes(last) && !isWhole(last.arguments);
    return isSame ? last : null;
  };

  const add = (call: Known, { id, name, arguments: given }: ToolCallFragment) => {
    const isNew = { id: id && call.id === "", name: name && call.name === "" };
    give({ index: call.index, ...(isNew.id && { id }), ...(isNew.name && { name }), arguments: given });
    call.id ||= id ?? "";
    call.name ||= name ?? "";
    call.arguments += given;
  };

  return {
    take: (fragments) => {
      const together: Known[] = [];
      for (const fragment of fragments) {
        const call = goneOnWith(fragment, together) ?? begin(fragment.index);
        add(call, fragment);
        together.push(call);
      }
    },
    whole: (said) => {
      const before = [...calls];
      for (const [place, one] of said.entries()) {
        const known = before.find(({ id }) => id !== "" && id === one.id) ?? before[place];
        if (!known) add(begin(one.index), one);
        else {
          const rest = remainderOf(one.arguments, known.arguments);
          if (rest !== "") add(known, { index: known.said, arguments: rest });
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
