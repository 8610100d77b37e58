/** Milliseconds in which a second Ctrl+C is the same one: a terminal sends it to every process of the command. */
const sameKey = 1000;

/** Aborts when the person ends the command; when they do so again, it ends at once, with this exit code. */
export function interruption(code: number): AbortSignal {
  const abort = new AbortController();
  let first = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!abort.signal.aborted) first = performance.now();
      else if (performance.now() - first > sameKey) process.exit(code);
      abort.abort();
    });
  }
  return abort.signal;
}
