const odd: unknown[] = [null, "", "x", -1, true, [], [null], {}, { x: 1 }];

/** A reply with each of its values in turn replaced by something odd, or left out. */
export function mangled(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return odd;
  const within = Object.entries(value).flatMap(([name, inner]) =>
    mangled(inner).map((other) =>
      Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other },
    ),
  );
  const without = Array.isArray(value)
    ? []
    : Object.keys(value).map((left) =>
        Object.fromEntries(Object.entries(value).filter(([name]) => name !== left)),
      );
  return [...odd, ...within, ...without];
}
