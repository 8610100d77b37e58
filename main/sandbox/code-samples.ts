const samples = {
  typescript: (name: string) => `/** Groups ${name} items by a key and counts them. */
export function count${name}<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const counts = count${name}(["ore", "coin", "ore"], (item) => item);
console.log(counts.get("ore")); // 2`,
  javascript: (name: string) => `// Calls \`attempt\` until it succeeds, waiting twice as long each time.
export async function retry${name}(attempt, tries = 4, delay = 250) {
  for (let left = tries; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left <= 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
      delay *= 2;
    }
  }
}`,
  python: (name: string) => `from collections import Counter
from collections.abc import Iterable


def most_common_${name.toLowerCase()}(words: Iterable[str], limit: int = 3) -> list[tuple[str, int]]:
    """Return the most frequent words, the most frequent first."""
    return Counter(word.lower() for word in words).most_common(limit)


print(most_common_${name.toLowerCase()}("gold lead gold tin gold lead".split()))
# [('gold', 3), ('lead', 2), ('tin', 1)]`,
  go: (name: string) => `package main

import "fmt"

// Sum${name} adds up what keep lets through.
func Sum${name}(values []int, keep func(int) bool) int {
	total := 0
	for _, value := range values {
		if keep(value) {
			total += value
		}
	}
	return total
}

func main() {
	even := func(value int) bool { return value%2 == 0 }
	fmt.Println(Sum${name}([]int{1, 2, 3, 4}, even)) // 6
}`,
  rust: (name: string) => `/// The longest word, or nothing when there are no words.
fn longest_${name.toLowerCase()}(text: &str) -> Option<&str> {
    text.split_whitespace().max_by_key(|word| word.chars().count())
}

fn main() {
    assert_eq!(longest_${name.toLowerCase()}("tin silver lead"), Some("silver"));
}`,
  sql: (name: string) => `-- How often each ${name.toLowerCase()} was seen in the last thirty days
select name, count(*) as seen, max(seen_at) as last_seen
from ${name.toLowerCase()}
where seen_at >= current_date - interval '30 days'
group by name
having count(*) > 1
order by seen desc
limit 10;`,
  bash: (name: string) => `#!/usr/bin/env bash
set -euo pipefail

# Counts the lines of every ${name.toLowerCase()} file, largest first.
find "\${1:-.}" -type f -name '*.${name.toLowerCase()}' -print0 |
  xargs -0 --no-run-if-empty wc -l |
  sort -rn`,
  json: (name: string) => `{
  "name": "${name.toLowerCase()}",
  "enabled": true,
  "limits": { "requests": 120, "tokens": 120000 },
  "tags": ["example", "${name.toLowerCase()}"]
}`,
} satisfies Record<string, (name: string) => string>;

export type Language = keyof typeof samples;

const spellings: [RegExp, Language][] = [
  [/\bpython\b/i, "python"],
  [/\b(java\s?script|node\.?js)\b/i, "javascript"],
  [/\btypescript\b/i, "typescript"],
  [/\bgolang\b|\bin Go\b/, "go"],
  [/\brust\b/i, "rust"],
  [/\bsql\b/i, "sql"],
  [/\b(bash|shell)\b/i, "bash"],
  [/\bjson\b/i, "json"],
];

/** The language a text asks for code in, or null. */
export const languageIn = (text: string): Language | null =>
  spellings.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** A fenced block of code that runs, with names taken from `term`. */
export function codeBlock(language: Language, term: string): string {
  const letters = term.normalize("NFKD").replace(/[^A-Za-z]/g, "");
  const name = letters ? `${letters.charAt(0).toUpperCase()}${letters.slice(1).toLowerCase()}` : "Sample";
  return `\`\`\`${language}\n${samples[language](name)}\n\`\`\``;
}
