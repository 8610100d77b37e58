/** Bytes as people read them: `12 bytes`, `12 kB`, `3.4 MB`, `1.2 GB`. */
export function sizeText(bytes: number): string {
  const [unit, divisor] =
    bytes < 1e3
      ? (["byte", 1] as const)
      : bytes < 1e6
        ? (["kilobyte", 1e3] as const)
        : bytes < 1e9
          ? (["megabyte", 1e6] as const)
          : (["gigabyte", 1e9] as const);
  const options: Intl.NumberFormatOptions = {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: 1,
  };
  return (bytes / divisor).toLocaleString(undefined, options);
}
