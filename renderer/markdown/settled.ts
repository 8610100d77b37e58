import type { Block } from "./block.ts";
import type { Definition, Definitions } from "./lexer.ts";
import { labelsIn } from "./settling.ts";

/** Blocks that are drawn by one component: a new block then costs no look at all the others. */
const groupSize = 32;

/** The blocks of a text that nothing can change any more, but for definitions that come later. */
export function createSettled() {
  const settled: Block[] = [];
  const fullGroups: Block[][] = [];
  const definitions: Definitions = Object.create(null);
  let definitionCount = 0;
  /** Which blocks have this in square brackets. */
  const users = new Map<string, number[]>();

  /** Notes a definition, and which blocks it changes. False where there is one: the first holds. */
  const define = (key: string, definition: Definition): boolean => {
    if (key in definitions) return false;
    definitions[key] = definition;
    definitionCount++;
    for (const index of users.get(key) ?? []) {
      const block = settled[index];
      if (!block || block.kind === "code") continue;
      settled[index] = { ...block, revision: definitionCount };
      const group = Math.floor(index / groupSize);
      if (group < fullGroups.length) fullGroups[group] = groupAt(group);
    }
    return true;
  };

  const groupAt = (group: number) => settled.slice(group * groupSize, (group + 1) * groupSize);

  const add = (blocks: Block[]) => {
    for (const block of blocks) {
      const index = settled.push(block) - 1;
      if (block.kind !== "code") {
        for (const label of labelsIn(block.kind === "text" ? block.raw : block.bodies.join(""))) {
          const indexes = users.get(label);
          if (indexes) indexes.push(index);
          else users.set(label, [index]);
        }
      }
      if (settled.length % groupSize === 0) fullGroups.push(groupAt(settled.length / groupSize - 1));
    }
  };

  /** All blocks, those that may still change last, in groups whose identity stays while nothing in them changes. */
  const groupsWith = (tail: Block[]): Block[][] => {
    const open = [...settled.slice(fullGroups.length * groupSize), ...tail];
    const openGroups: Block[][] = [];
    for (let from = 0; from < open.length; from += groupSize)
      openGroups.push(open.slice(from, from + groupSize));
    return [...fullGroups, ...openGroups];
  };

  return { define, add, groupsWith, definitions, revision: () => definitionCount };
}
