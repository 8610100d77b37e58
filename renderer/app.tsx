import { Lock, Search, TriangleAlert } from "lucide-react";
import { strings } from "../preload/strings/en.ts";
import { fill } from "../preload/strings/fill.ts";
import { backendName, useApp } from "./app-state.ts";
import { useConnections } from "./connections/index.ts";
import type { RailEntry } from "./feature.ts";
import { features } from "./features.ts";
import { paletteShortcut } from "./palette/commands.ts";
import { Palette } from "./palette/palette.tsx";
import { openPalette } from "./palette/state.ts";
import { placeOf, type Route, useRoute } from "./places.ts";
import { rail } from "./rail.ts";
import { linkTo, type Place } from "./route.ts";
import { Boundary } from "./ui/boundary.tsx";
import { DiagnosisView } from "./ui/diagnosis.tsx";
import { Icon, Mark } from "./ui/icon.tsx";
import { textOf } from "./ui/shortcuts.ts";

/** The window: its frame, and the screen of the current place. */
export function App() {
  const route = useRoute();
  const mac = useApp(({ info }) => info?.platform === "darwin");
  return (
    <div className="frame">
      <header className={mac ? "titlebar mac" : "titlebar"}>
        <Mark />
        {strings.app.name}
        <button type="button" className="command" onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
          <Icon of={Search} size={14} />
          <span className="grow">{strings.palette.open}</span>
          <span className="shortcut">{textOf(paletteShortcut)}</span>
        </button>
      </header>
      <Palette />
      <Banner />
      <Rail current={route.section} />
      <Boundary key={route.section} instead={<Broken />}>
        <Screen route={route} />
      </Boundary>
      {features.map(
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
        ({ Above }, at) => Above && <Above key={at} />,
      )}
      <StatusBar />
    </div>
  );
}

function Screen({ route }: { route: Route }) {
  const place = placeOf(route.section);
  return place && <place.Screen {...route} />;
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
  const lit = placeOf(current)?.within ?? current;
  return (
    <nav className="rail" aria-label={strings.app.sections}>
      {rail.map((entry) => (
        <RailLink key={entry.place} entry={entry} isCurrent={entry.place === lit} />
      ))}
    </nav>
  );
}

const noId = () => null;

function RailLink({ entry, isCurrent }: { entry: RailEntry; isCurrent: boolean }) {
  const { place, label, icon, shortcut, push, useId = noId } = entry;
  return (
    <a
      href={linkTo(place, useId())}
      className={push ? "push" : undefined}
      aria-current={isCurrent ? "page" : undefined}
    >
      <Icon of={icon} size={20} />
      <span>
        {label}
        <i className="muted" aria-hidden="true">
          {shortcut && textOf(shortcut)}
        </i>
      </span>
    </a>
  );
}

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
