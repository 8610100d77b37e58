import { strings } from "../../preload/strings/en.ts";

/** A text in which none of these names stands as a word: models say who they are, and deployments are called like them. */
export function withoutNames(text: string, names: readonly string[]): string {
  const known = [...new Set(names)]
    .filter((name) => name !== "")
    .sort((one, other) => other.length - one.length);
  if (known.length === 0) return text;
  const any = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "giu"),
    strings.votes.hiddenInText,
  );
}
