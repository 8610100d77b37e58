/** Things by number that belong together (union–find). */
export interface Clusters {
  /** The smallest number that belongs together with this one. */
  find(one: number): number;
  join(one: number, other: number): void;
}

/** So many things, each alone. Takes 4 bytes for each. */
export function createClusters(size: number): Clusters {
  const parent = new Uint32Array(size);
  for (let one = 0; one < size; one += 1) parent[one] = one;
  const find = (one: number): number => {
    let at = one;
    for (;;) {
      const above = parent[at] ?? at;
      if (above === at) return at;
      const next = parent[above] ?? above;
      parent[at] = next;
      at = next;
    }
  };
  return {
    find,
    join: (one, other) => {
      const [first, second] = [find(one), find(other)];
      if (first < second) parent[second] = first;
      else parent[first] = second;
    },
  };
}
