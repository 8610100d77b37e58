/**
 * Moves labels so far apart that none covers another, as little as that takes: gives each one's place, in the order they
 * came. They stay between `low` and `high` where there is room for all.
 */
export function apart(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted
    .map((place, index) => ({ place, index }))
    .sort((one, other) => one.place - other.place);
  const places: number[] = [];
  let least = low;
  for (const { place, index } of order) {
    places[index] = Math.max(place, least);
    least = (places[index] ?? 0) + gap;
  }
  let most = high;
  for (const { index } of order.reverse()) {
    places[index] = Math.min(places[index] ?? 0, most);
    most = (places[index] ?? 0) - gap;
  }
  return places;
}
