/** Milliseconds of work before its end is foretold, and of which the speed is taken. */
const settled = 1500;

/** Tells the seconds that are left of work whose progress is told to it; null while that is not known. */
export function timeLeft(now: () => number = performance.now.bind(performance)) {
  let phase = "";
  let began = 0;
  let first = 0;
  return (progress: { phase: string; done: number; total: number | null }): number | null => {
    const at = now();
    if (progress.phase !== phase) [phase, began, first] = [progress.phase, at, progress.done];
    const { done, total } = progress;
    if (total === null || at - began < settled || done <= first) return null;
    return Math.max(0, Math.round((((total - done) / (done - first)) * (at - began)) / 1000));
  };
}
