import { useEffect, useState } from "react";

/** How fast a clock may go: in real time, faster, or at its end at once. */
export const speeds = [1, 2, 8, Number.POSITIVE_INFINITY] as const;
type Speed = (typeof speeds)[number];

export interface Clock {
  /** Milliseconds since the beginning. */
  at: number;
  isPlaying: boolean;
  speed: Speed;
  /** Counts how often it went back: what was drawn before is no beginning of what is drawn now. */
  turns: number;
  play(): void;
  pause(): void;
  restart(): void;
  seek(at: number): void;
  setSpeed(speed: Speed): void;
}

/** A clock that goes from 0 to `total` milliseconds, and begins to as soon as that is known. */
export function useClock(total: number): Clock {
  const [state, setState] = useState({ at: 0, isPlaying: true, speed: 1 as Speed, turns: 0 });
  const { at, isPlaying, speed } = state;
  const isGoing = isPlaying && at < total;
  useEffect(() => {
    if (!isGoing) return;
    let before: number | null = null;
    let frame = requestAnimationFrame(function tick(now) {
      const passed = before === null ? 0 : now - before;
      before = now;
      setState((old) => ({
        ...old,
        at: speed === Infinity ? total : Math.min(total, old.at + passed * speed),
      }));
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [isGoing, speed, total]);
  const seek = (to: number) =>
    setState((old) => ({ ...old, at: Math.min(total, to), turns: old.turns + (to < old.at ? 1 : 0) }));
  return {
    ...state,
    isPlaying: isGoing,
    play: () => {
      if (at >= total) seek(0);
      setState((old) => ({ ...old, isPlaying: true }));
    },
    pause: () => setState((old) => ({ ...old, isPlaying: false })),
    restart: () => {
      seek(0);
      setState((old) => ({ ...old, isPlaying: true }));
    },
    seek,
    setSpeed: (speed) => setState((old) => ({ ...old, speed })),
  };
}
