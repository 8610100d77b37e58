import type { Run } from "../../preload/contract/comparisons.ts";
import type { Setting } from "./bench.ts";
import { connect } from "./connect.ts";
import { type Opened, open } from "./electron.ts";
import type { SandboxProcess } from "./sandbox-process.ts";

/** The app with comparisons of the bench's own, on a sandbox. */
export interface CompareApp extends Opened {
  /** Makes a comparison of so many columns of one deployment and gives its id. */
  comparison(columns: number, prompt: string): Promise<string>;
  /** Shows a comparison. */
  show(id: string): Promise<void>;
  /** Asks all columns of the comparison that is shown, as a person does. */
  ask(): Promise<void>;
  /** The newest runs of a comparison. */
  runs(id: string): Promise<Run[]>;
}

/** Opens it, connected. */
export async function openCompareApp(
  setting: Setting,
  sandbox: SandboxProcess,
  flags: string[] = [],
): Promise<CompareApp> {
  const app = await open(setting, setting.root, setting.folder(), flags);
  const { page } = app;
  await connect(page, sandbox);
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  return {
    ...app,
    comparison: (columns, prompt) =>
      page.evaluate(
        async ([columns, prompt]) => {
          const [connections, made] = await Promise.all([
            window.assay["connections.list"](),
            window.assay["comparisons.create"](),
          ]);
          if (!connections.ok || !made.ok) throw new Error("No comparison could be made.");
          const column = () => ({
            id: crypto.randomUUID(),
            connectionId: connections.data[0]?.id ?? "",
            deployment: "gpt-4.1-mini",
            modelId: null,
            systemPrompt: "",
            parameters: {},
            ownPrompt: null,
          });
          const { id } = made.data;
          await window.assay["comparisons.arrange"]({
            id,
            prompt,
            columns: Array.from({ length: columns }, column),
          });
          return id;
        },
        [columns, prompt] as const,
      ),
    show: async (id) => {
      await page.evaluate((id) => {
        location.hash = `#/compare/${id}`;
      }, id);
      await page.getByRole("button", { name: "Ask all" }).waitFor();
      await page.waitForTimeout(300);
    },
    ask: () => page.getByRole("button", { name: "Ask all" }).click(),
    runs: async (id) =>
      page.evaluate(async (id) => {
        const read = await window.assay["comparisons.get"]({ id });
        return read.ok ? read.data.layout.flatMap(({ run }) => run ?? []) : [];
      }, id),
  };
}
