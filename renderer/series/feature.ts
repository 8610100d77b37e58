import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { OpenedNotice } from "./files.tsx";
import { openBundle } from "./open.ts";
import { SeriesScreen } from "./series.tsx";
import { listenToSeries } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    series: { seriesId: string | null };
  }
}

export const series: Feature = {
  places: {
    series: { given: (seriesId) => ({ seriesId }), Screen: SeriesScreen, within: "compare" },
  },
  commands: () => [
    { id: "open bundle", label: strings.bundles.open, part: "action", run: () => void openBundle() },
  ],
  listen: listenToSeries,
  Above: OpenedNotice,
};
