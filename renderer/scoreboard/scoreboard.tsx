import { strings } from "../../preload/strings/en.ts";
import { CompareTabs } from "../compare/tabs.tsx";

/** TODO */
export function ScoreboardScreen() {
  return (
    <main className="screen">
      <div className="work">
        <div className="bar">
          <h1>{strings.compare.title}</h1>
          <CompareTabs current="scoreboard" />
        </div>
      </div>
    </main>
  );
}
