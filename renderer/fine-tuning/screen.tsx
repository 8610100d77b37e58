import { strings } from "../../preload/strings/en.ts";
import { later } from "../ui/later.tsx";

/** The section, and the place it takes until its code is there. */
export const Screen = later(
  async () => (await import("./fine-tuning.tsx")).FineTuningScreen,
  <main className="screen" aria-busy>
    <h1 className="unseen">{strings.sections.fineTuning}</h1>
  </main>,
);
