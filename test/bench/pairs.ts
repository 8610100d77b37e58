type Side = () => Promise<number>;

/**
 * Measures both sides in turns, after one turn that is not counted. Which goes first is drawn for each pair, so that
 * what the first leaves behind falls on both alike.
 */
export async function measurePairs(
  pairs: number,
  ours: Side,
  reference: Side,
): Promise<{ ours: number[]; reference: number[] }> {
  const taken = { ours: [] as number[], reference: [] as number[] };
  await ours();
  await reference();
  for (let pair = 0; pair < pairs; pair += 1) {
    const oursFirst = Math.random() < 0.5;
    if (oursFirst) taken.ours.push(await ours());
    taken.reference.push(await reference());
    if (!oursFirst) taken.ours.push(await ours());
  }
  return taken;
}
