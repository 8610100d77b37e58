import { RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { actions } from "../../preload/strings/diagnoses.ts";
import { duration } from "../../preload/strings/duration.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "./icon.tsx";

const words = strings.diagnosis;

/** Seconds after which what may only need time is tried once more by itself. */
const propagation = 5;
/** Milliseconds within which a place is retried by itself only once. */
const once = 120_000;

/** When each place was retried by itself last. */
const retriedAt = new Map<string, number>();

/**
 * Tries again: when asked; by itself once after five seconds where a role may still be on its way; and, where the service
 * says how long to wait, by itself then if that is allowed. `place` names what is tried, so that it is not tried for ever.
 */
export function Retry({
  diagnosis,
  place,
  onRetry,
}: {
  diagnosis: Diagnosis;
  place: string;
  onRetry: () => void;
}) {
  const { code, parameters } = diagnosis;
  const limited = (code === "rate_limited" || code === "quota_used_up") && parameters.seconds !== "";
  const mayPropagate = code === "role_missing";
  const [isAllowed, setAllowed] = useState(
    () => mayPropagate && isFresh(diagnosis) && Date.now() - (retriedAt.get(place) ?? 0) > once,
  );
  const wait = limited ? Number(parameters.seconds) : propagation;
  const left = useSecondsUntil(diagnosis.at + wait * 1000, limited || isAllowed);
  const isDue = isAllowed && left === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is due.
  useEffect(() => {
    if (!isDue) return;
    setAllowed(false);
    retriedAt.set(place, Date.now());
    onRetry();
  }, [isDue]);
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => {
          setAllowed(false);
          onRetry();
        }}
      >
        <Icon of={RotateCw} size={14} />
        {actions.retry}
      </button>
      {limited && left > 0 && (
        <button
          type="button"
          className="button"
          aria-pressed={isAllowed}
          onClick={() => setAllowed(!isAllowed)}
        >
          {isAllowed ? words.retryNotThen : words.retryThen}
        </button>
      )}
      <span className="muted small" role="timer">
        {left > 0 && fill(isAllowed ? words.retryIn : words.waitFor, { time: duration(left) })}
      </span>
    </>
  );
}

/** Whether it has just happened: an old one that is looked at again is not tried again. */
const isFresh = ({ at }: Diagnosis) => Date.now() - at < propagation * 1000;

/** Whole seconds until a time, counted down while `runs`. */
function useSecondsUntil(time: number, runs: boolean): number {
  const secondsNow = () => Math.max(0, Math.ceil((time - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(secondsNow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read anew each time.
  useEffect(() => {
    if (!runs) return;
    setSeconds(secondsNow());
    const timer = setInterval(() => setSeconds(secondsNow()), 250);
    return () => clearInterval(timer);
  }, [time, runs]);
  return runs ? seconds : 0;
}
