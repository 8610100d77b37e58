import { strings } from "../../preload/strings/en.ts";
import { later } from "../ui/later.tsx";

/** The section, and the place it takes until its code is there. */
export const Screen = later(
  async () => (await import("./datasets.tsx")).DatasetsScreen,
  <main className="screen" aria-busy>
    <h1 className="unseen">{strings.datasets.title}</h1>
  </main>,
);
