import { expect, it } from "vitest";
import { read, sourcesIn } from "./source.ts";

it("every exported function has a doc comment", () => {
  const files = ["main", "preload", "renderer", "build"].flatMap((folder) => sourcesIn(folder));
  const bare = files.flatMap((file) => {
    const lines = read(file).split("\n");
    return lines.flatMap((line, index) => {
      const name =
        /^export (?:async )?function\*? (\w+)|^export const (\w+) = (?:async )?(?:<[^>]*>)?\(/.exec(line);
      const above = lines[index - 1]?.trim() ?? "";
      return name && !above.endsWith("*/") ? [`${file}: ${name[1] ?? name[2]}`] : [];
    });
  });
  expect(bare).toEqual([]);
});
