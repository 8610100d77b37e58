import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

/** A component whose code is loaded when it is first shown; until then `meanwhile` is in its place. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): (props: Props) => ReactNode {
  const Loaded = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return (props) => (
    <Suspense fallback={meanwhile}>
      <Loaded {...props} />
    </Suspense>
  );
}

const screens: (() => Promise<unknown>)[] = [];

/** A screen whose code is loaded when it is first opened; until then its title is there to be read out. */
export function laterScreen<Props extends object>(title: string, load: () => Promise<ComponentType<Props>>) {
  screens.push(load);
  return later(
    load,
    <main className="screen" aria-busy data-later>
      <h1 className="unseen">{title}</h1>
    </main>,
  );
}

/** Milliseconds after the start in which only what is on the screen is loaded. */
const pause = 1_000;

/** Loads the screens that have not been opened one by one, whenever the window has nothing else to do. */
export function loadScreens(): void {
  const next = () => {
    const load = screens.shift();
    // One that cannot be loaded now says so when it is opened.
    if (load) requestIdleCallback(() => void load().then(next, next));
  };
  setTimeout(next, pause);
}
