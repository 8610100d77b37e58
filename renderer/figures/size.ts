/** Bytes as people read them: `12 bytes`, `12 kB`, `3.4 MB`, `1.2 GB`. */
export const sizeText = (bytes: number): string => textIn(bytes, 1000);

/** The same of what is counted in powers of 1024, as limits are. */
export const limitText = (bytes: number): string => textIn(bytes, 1024);

function textIn(bytes: number, kilo: number): string {
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
