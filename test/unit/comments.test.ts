import { expect, it } from "vitest";
import { read, sourcesIn } from "./source.ts";

it("every exported function has a doc comment", () => {
  const files = ["main", "preload", "renderer", "build"].flatMap((folder) => sourcesIn(folder));
  const bare = files.flatMap((file) => {
    // Code inside a template is text that the app hands out, not code of its own.
    const lines = read(file)
      .replace(/`[^`]*`/g, "``")
      .split("\n");
    return lines.flatMap((line, index) => {
      const name =
        /^export (?:async )?function\*? (\w+)|^export const (\w+) = (?:async )?(?:<[^>]*>)?\(/.exec(line);
      const above = lines[index - 1]?.trim() ?? "";
      return name && !above.endsWith("*/") ? [`${file}: ${name[1] ?? name[2]}`] : [];
    });
  });
  expect(bare).toEqual([]);
});
