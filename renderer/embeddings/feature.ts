import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Command } from "../command.ts";
import type { Feature } from "../feature.ts";
import { goTo } from "../route.ts";
import { useDeployments } from "../targets/deployments.ts";
import { makesEmbeddings } from "../targets/embeddings.ts";
import { laterScreen } from "../ui/later.tsx";
import { listenToBench, openBench } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    embeddings: object;
  }
}

const Screen = laterScreen(words.title, async () => (await import("./bench.tsx")).EmbeddingsScreen);

/** Opening the bench, also with a deployment that is known. */
function benchCommands(): Command[] {
  const known = Object.entries(useDeployments.getState().lists).flatMap(([id, { list }]) =>
    (list?.deployments ?? []).filter(makesEmbeddings).map(
      ({ name }): Command => ({
        id: `bench ${id} ${name}`,
        label: fill(words.openWith, { name }),
        part: "deployment",
        run: () => void openBench(id, name),
      }),
    ),
  );
  return [{ id: "embeddings", label: words.open, part: "action", run: () => goTo("embeddings") }, ...known];
}

export const embeddings: Feature = {
  places: { embeddings: { given: () => ({}), Screen, within: "deployments" } },
  commands: benchCommands,
  listen: listenToBench,
};
