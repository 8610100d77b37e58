/**
 * How alike two lists of values rank, from -1 to 1 (Spearman 1904): the correlation of their ranks, where equal values
 * share the mean of theirs. Null for lists of fewer than two, and where all values of one are the same.
 */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length || a.length < 2) return null;
  const [own, others] = [ranksOf(a), ranksOf(b)];
  const mean = (a.length + 1) / 2;
  let [together, spreadOwn, spreadOther] = [0, 0, 0];
  own.forEach((rank, at) => {
    const [left, right] = [rank - mean, (others[at] ?? mean) - mean];
    together += left * right;
    spreadOwn += left * left;
    spreadOther += right * right;
  });
  return spreadOwn === 0 || spreadOther === 0 ? null : together / Math.sqrt(spreadOwn * spreadOther);
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && order[to]?.value === order[from]?.value) to += 1;
    for (const { at } of order.slice(from, to)) ranks[at] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
