import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { GuideScreen } from "./guide.tsx";
import { beginDraft, listenToDrafts } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    guide: { draftId: string | null };
  }
}

export const guide: Feature = {
  places: { guide: { given: (draftId) => ({ draftId }), Screen: GuideScreen } },
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
