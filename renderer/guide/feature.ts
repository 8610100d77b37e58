import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";
import { beginDraft, listenToDrafts } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    guide: { draftId: string | null };
  }
}

const Screen = laterScreen(strings.models.create, async () => (await import("./guide.tsx")).GuideScreen);

export const guide: Feature = {
  places: { guide: { given: (draftId) => ({ draftId }), Screen } },
  commands: () => [
    {
      id: "create model",
      label: strings.models.create,
      part: "action",
      run: () => void beginDraft("advanced"),
    },
    { id: "guide", label: strings.guide.home.guide, part: "action", run: () => void beginDraft("guide") },
  ],
  listen: listenToDrafts,
};
