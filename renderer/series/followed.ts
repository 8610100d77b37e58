import { useEffect, useState } from "react";
import type { Series, SeriesResults } from "../../preload/contract/series.ts";

interface Followed {
  series: Series;
  results: SeriesResults;
}

/** Milliseconds between two readings of the results while runs end. */
const interval = 1000;

/** A series and what its runs come to, read again as they end; null until it is known, and of no series. */
export function useFollowed(id: string | null): Followed | null {
  const [followed, setFollowed] = useState<Followed | null>(null);
  useEffect(() => {
    if (id === null) return;
    /** Counts the readings: only the last one counts, and none once this is over. */
    let readings = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = async () => {
      timer = null;
      const turn = ++readings;
      const [series, results] = await Promise.all([
        window.assay["series.get"]({ id }),
        window.assay["series.results"]({ id }),
      ]);
      if (turn === readings && series.ok && results.ok)
        setFollowed({ series: series.data, results: results.data });
    };
    const readSoon = (of: string) => {
      if (of === id) timer ??= setTimeout(() => void read(), interval);
    };
    const unsubscribe = [
      window.assay.on("series.rows", (event) => readSoon(event.id)),
      window.assay.on("series.changed", (event) => readSoon(event.id)),
    ];
    void read();
    return () => {
      readings += 1;
      if (timer) clearTimeout(timer);
      for (const end of unsubscribe) end();
    };
  }, [id]);
  return followed?.series.id === id ? followed : null;
}
