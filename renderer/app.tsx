import {
  Box,
  CircleQuestionMark,
  House,
  Lock,
  MessageSquare,
  Plug,
  Scale,
  Search,
  Server,
  Settings as SettingsIcon,
  TriangleAlert,
} from "lucide-react";
import { strings } from "../preload/strings/en.ts";
import { fill } from "../preload/strings/fill.ts";
import { backendName, useApp } from "./app-state.ts";
import { ChatScreen } from "./chat/chat.tsx";
import { useChat } from "./chat/state.ts";
import { CompareScreen } from "./comparisons/comparisons.tsx";
import { IntegrationsScreen } from "./connections/integrations.tsx";
import { Reconnect } from "./connections/reconnect.tsx";
import { useConnections } from "./connections/state.ts";
import { DeploymentsScreen } from "./deployments/deployments.tsx";
import { GuideScreen } from "./guide/guide.tsx";
import { HelpScreen } from "./help/screen.tsx";
import { HomeScreen } from "./home/home.tsx";
import { ModelsScreen } from "./models/models.tsx";
import { runCommand, shortcutOf } from "./palette/commands.ts";
import { Palette } from "./palette/palette.tsx";
import { linkTo, type Place, type Route, type Section, useRoute } from "./route.ts";
import { OpenedNotice } from "./series/files.tsx";
import { SeriesScreen } from "./series/series.tsx";
import { SettingsScreen } from "./settings/settings.tsx";
import { Boundary } from "./ui/boundary.tsx";
import { DiagnosisView } from "./ui/diagnosis.tsx";
import { Icon, Mark } from "./ui/icon.tsx";
import { ScoreboardScreen } from "./votes/scoreboard.tsx";

const sections: { section: Section; icon: typeof House; push?: boolean }[] = [
  { section: "home", icon: House },
  { section: "chat", icon: MessageSquare },
  { section: "compare", icon: Scale },
  { section: "models", icon: Box },
  { section: "deployments", icon: Server },
  { section: "integrations", icon: Plug, push: true },
  { section: "settings", icon: SettingsIcon },
  { section: "help", icon: CircleQuestionMark },
];

/** The window: its frame, and the screen of the current place. */
export function App() {
  const route = useRoute();
  const mac = useApp(({ info }) => info?.platform === "darwin");
  return (
    <div className="frame">
      <header className={mac ? "titlebar mac" : "titlebar"}>
        <Mark />
        {strings.app.name}
        <button
          type="button"
          className="command"
          onClick={() => runCommand("palette")}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <Icon of={Search} size={14} />
          <span className="grow">{strings.palette.open}</span>
          <span className="shortcut">{shortcutOf("palette")}</span>
        </button>
      </header>
      <Palette />
      <OpenedNotice />
      <Banner />
      <Rail current={route.section} />
      <Boundary key={route.section} instead={<Broken />}>
        <Screen route={route} />
      </Boundary>
      <Reconnect />
      <StatusBar />
    </div>
  );
}

function Screen({ route }: { route: Route }) {
  if (route.section === "chat") return <ChatScreen conversationId={route.conversationId} />;
  if (route.section === "compare") return <CompareScreen comparisonId={route.comparisonId} />;
  if (route.section === "series") return <SeriesScreen seriesId={route.seriesId} />;
  if (route.section === "scoreboard") return <ScoreboardScreen />;
  if (route.section === "models") return <ModelsScreen modelId={route.modelId} />;
  if (route.section === "deployments") return <DeploymentsScreen connectionId={route.connectionId} />;
  if (route.section === "integrations") {
    return <IntegrationsScreen key={route.connectionId ?? "new"} connectionId={route.connectionId} />;
  }
  if (route.section === "help") return <HelpScreen articleId={route.articleId} />;
  if (route.section === "guide") return <GuideScreen draftId={route.draftId} />;
  return route.section === "settings" ? <SettingsScreen /> : <HomeScreen />;
}

/** In the place of a screen that could not be drawn. The rail beside it still leads elsewhere. */
function Broken() {
  return (
    <main className="screen">
      <div className="work">
        <div className="notice">
          <DiagnosisView
            diagnosis={{ code: "unexpected", parameters: {}, remedies: ["report"], retryable: true, at: 0 }}
          />
        </div>
      </div>
    </main>
  );
}

function Rail({ current }: { current: Place }) {
  const openId = useChat(({ openId }) => openId);
  return (
    <nav className="rail" aria-label={strings.app.sections}>
      {sections.map(({ section, icon, push }) => (
        <a
          key={section}
          href={linkTo(section, section === "chat" ? openId : null)}
          className={push ? "push" : undefined}
          aria-current={section === placeInRail(current) ? "page" : undefined}
        >
          <Icon of={icon} size={20} />
          <span>
            {strings.sections[section]}
            <i className="muted" aria-hidden="true">
              {shortcutOf(section)}
            </i>
          </span>
        </a>
      ))}
    </nav>
  );
}

/** The place in the rail that a place belongs to. */
const placeInRail = (place: Place): Place =>
  place === "series" || place === "scoreboard" ? "compare" : place;

function Banner() {
  const runtime = useApp(({ info }) => info?.runtime);
  if (!runtime || runtime.official) return null;
  return (
    <aside className="banner" aria-label={strings.app.notice}>
      <Icon of={TriangleAlert} size={14} />
      {fill(strings.app.unofficial, { version: runtime.electron })}
    </aside>
  );
}

function StatusBar() {
  const info = useApp(({ info }) => info);
  const count = useConnections(({ list }) => list?.length ?? 0);
  const words = strings.app.connections;
  return (
    <footer className="statusbar">
      <span className={count === 0 ? "status unknown grow" : "status ok grow"}>
        {count === 0 ? words.none : count === 1 ? words.one : fill(words.many, { count })}
      </span>
      {info && (
        <>
          <span>
            <Icon of={Lock} size={12} />
            {info.protection.mode === "session"
              ? strings.app.keysSession
              : fill(strings.app.keysEncrypted, { backend: backendName(info.protection.backend) })}
          </span>
          <span>{fill(strings.app.runtime, { version: info.runtime.electron })}</span>
        </>
      )}
    </footer>
  );
}
