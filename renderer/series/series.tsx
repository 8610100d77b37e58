import { strings } from "../../preload/strings/en.ts";
import { CompareTabs } from "../compare/tabs.tsx";

/** TODO */
export function SeriesScreen(_props: { seriesId: string | null }) {
  return (
    <main className="screen">
      <div className="work">
        <div className="bar">
          <h1>{strings.compare.title}</h1>
          <CompareTabs current="series" />
        </div>
      </div>
    </main>
  );
}
