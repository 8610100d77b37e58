import "./compare-tabs.css";
import { strings } from "../../preload/strings/en.ts";
import { linkTo } from "../route.ts";

const words = strings.compare.tabs;
const tabs = ["compare", "series", "scoreboard"] as const;

/** The ways to compare, as links beside the title of each. */
export function CompareTabs({ current }: { current: (typeof tabs)[number] }) {
  return (
    <nav className="compare-tabs" aria-label={words.label}>
      {tabs.map((tab) => (
        <a key={tab} href={linkTo(tab)} aria-current={tab === current ? "page" : undefined}>
          {words[tab]}
        </a>
      ))}
    </nav>
  );
}
