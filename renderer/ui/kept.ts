import { useEffect, useRef } from "react";
import { onLeaving } from "./on-leaving.ts";

/** Milliseconds of silence before what is typed is kept. */
const pause = 400;

/**
 * Keeps what is edited of the thing with this id a moment after it was changed, and at once when it is no longer shown or the window goes.
 * Nothing is kept while there is no id.
 */
export function useKept<Value>(
  id: string | null,
  value: Value,
  keep: (id: string, value: Value) => void,
): void {
  const kept = useRef(value);
  const latest = useRef({ value, keep });
  latest.current = { value, keep };
  useEffect(() => {
    if (id === null || value === kept.current) return;
    const timer = setTimeout(() => {
      kept.current = value;
      latest.current.keep(id, value);
    }, pause);
    return () => clearTimeout(timer);
  }, [id, value]);
  // What was typed last is kept also when it is closed at once, or the window is.
  useEffect(() => {
    const keepNow = () => {
      const { value, keep } = latest.current;
      if (id === null || value === kept.current) return;
      kept.current = value;
      keep(id, value);
    };
    const stop = onLeaving(keepNow);
    return () => {
      stop();
      keepNow();
    };
  }, [id]);
}
