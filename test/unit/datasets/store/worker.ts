import { readFileSync } from "node:fs";
import { work } from "../../../../main/datasets/process/work.ts";

/**
 * A process that does the works named in the file of its argument one after the other, JSON of `[name, input]`, again and
 * again, until it is killed. What is begun and done goes to its output, one line each.
 */
const [, , given = ""] = process.argv;

async function run(): Promise<void> {
  const works = JSON.parse(readFileSync(given, "utf8")) as [name: keyof typeof work, input: never][];
  const context = { signal: new AbortController().signal, progress: () => {} };
  for (;;)
    for (const [name, input] of works) {
      process.stdout.write("begun\n");
      await (work[name] as (input: never, given: typeof context) => unknown)(input, context);
      process.stdout.write("done\n");
    }
}

void run();
