import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";
import { OpenedNotice } from "./files.tsx";
import { openBundle } from "./open.ts";
import { listenToSeries } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    series: { seriesId: string | null };
  }
}

const Screen = laterScreen(strings.sections.compare, async () => (await import("./series.tsx")).SeriesScreen);

export const series: Feature = {
  places: {
    series: { given: (seriesId) => ({ seriesId }), Screen, within: "compare" },
  },
  commands: () => [
    { id: "open bundle", label: strings.bundles.open, part: "action", run: () => void openBundle() },
  ],
  listen: listenToSeries,
  Above: OpenedNotice,
};
