const prose = `## What changes, and what stays

A **good way** into the subject is to ask what would change if one part were left out, and to \`measure\` that part
before the others. Most trouble comes from a rule that was true once and was *never checked again*.

- Write down what you expect before you measure it.
- Keep the record next to the result, so that the [next person](https://example.com/record) need not guess.
  1. Start with the smallest case.
  2. Add one thing at a time.

| part | before | after |
| --- | ---: | ---: |
| first | 120 | 90 |
| second | 4,000 | 3,100 |

> The order matters: one before the other is a plan, the reverse is a repair.

\`\`\`typescript
export function total(values: readonly number[]): number {
  // An empty list has a total too.
  return values.reduce((sum, value) => sum + value, 0);
}
\`\`\`

`;

const code = `export async function readAll(names: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of names) {
    const text = await read(\`\${name}.txt\`, { encoding: "utf8" }); // One after the other.
    if (text.length > 0 && !found.has(name)) found.set(name, text.trim());
  }
  return found;
}

`;

/** An answer of so many characters with everything an answer usually holds, the same part over and over. */
export const proseOf = (length: number): string => repeated(prose, length);

/** An answer of so many characters that is one code block, which never ends. */
export const fenceOf = (length: number): string => repeated(code, length, "```typescript\n");

function repeated(part: string, length: number, start = ""): string {
  return (start + part.repeat(Math.ceil(length / part.length))).slice(0, length);
}

/** Message `index` of a long conversation: a question or an answer of one to six sentences, always the same. */
export function messageOf(index: number): string {
  const sentence = `Sentence of message ${index}: give it a **number** as early as possible, even a rough one. `;
  return sentence.repeat(1 + ((index * 7) % 6)).trim();
}
