/** Milliseconds between two looks at the clock. */
const interval = 20;

/** The longest delay so far of each watch that is under way. */
const watches = new Set<{ longest: number }>();
let timer: NodeJS.Timeout | null = null;

export interface Lateness {
  /** The longest delay since the watch began, in milliseconds. */
  longest(): number;
  /** Ends the watch; it has to be ended. */
  end(): void;
}

/** Watches how late this process comes to what it has to do: an arrival cannot be noticed sooner. */
export function watchLateness(): Lateness {
  const watch = { longest: 0 };
  watches.add(watch);
  if (timer === null) look();
  return {
    longest: () => watch.longest,
    end: () => {
      watches.delete(watch);
      if (watches.size > 0 || timer === null) return;
      clearTimeout(timer);
      timer = null;
    },
  };
}

function look(): void {
  const due = performance.now() + interval;
  timer = setTimeout(() => {
    const late = performance.now() - due;
    for (const watch of watches) watch.longest = Math.max(watch.longest, late);
    look();
  }, interval);
  timer.unref();
}
