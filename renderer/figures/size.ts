/**
 * Bytes as people read them: `12 bytes`, `12 kB`, `3.4 MB`, `1.2 GB`. Limits that are counted in powers of 1024 have that as
 * their `kilo`.
 */
export function sizeText(bytes: number, kilo = 1000): string {
  const [unit, divisor] =
    bytes < kilo
      ? (["byte", 1] as const)
      : bytes < kilo ** 2
        ? (["kilobyte", kilo] as const)
        : bytes < kilo ** 3
          ? (["megabyte", kilo ** 2] as const)
          : (["gigabyte", kilo ** 3] as const);
  const options: Intl.NumberFormatOptions = {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: 1,
  };
  return (bytes / divisor).toLocaleString(undefined, options);
}
