/**
 * Runs what it is given for each key in order, `atOnce` of them at the same time. A failure is its own asker's only and
 * holds up nobody.
 */
export function keyedQueue(atOnce = 1): <Value>(key: string, work: () => Promise<Value>) => Promise<Value> {
  const lines = new Map<string, { running: number; waiting: (() => void)[] }>();
  return async (key, work) => {
    const line = lines.get(key) ?? { running: 0, waiting: [] };
    lines.set(key, line);
    if (line.running === atOnce) await new Promise<void>((resolve) => line.waiting.push(resolve));
    else line.running += 1;
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else line.running -= 1;
      if (line.running === 0) lines.delete(key);
    }
  };
}
