import "./following.css";
import { ArrowDown } from "lucide-react";
import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { type Follower, followEnd } from "./follow-end.ts";
import { Icon } from "./icon.tsx";

/**
 * Something long that is still being written, in a place that scrolls and keeps to its end. Who has scrolled away stays
 * where they are, and is offered the way back below, where it covers nothing. `className` is of what scrolls.
 */
export function Following(props: {
  role: "article" | "log";
  label: string;
  className: string;
  /** Whether more may come. What can only be read begins at its beginning. */
  isLive: boolean;
  onScroll?: (place: HTMLElement) => void;
  ref?: Ref<Pick<Follower, "toEnd" | "show" | "hold">>;
  children: ReactNode;
}) {
  const { role, label, className, isLive, onScroll, ref, children } = props;
  const place = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follower = useRef<Follower>(null);
  const [isAway, setAway] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told below when that changes.
  useLayoutEffect(() => {
    if (!place.current || !content.current) return;
    follower.current = followEnd(place.current, content.current, isLive, setAway);
    return () => follower.current?.stop();
  }, []);
  useLayoutEffect(() => follower.current?.setLive(isLive), [isLive]);
  useImperativeHandle(
    ref,
    () => ({
      toEnd: () => follower.current?.toEnd(),
      show: (element) => follower.current?.show(element),
      hold: () => follower.current?.hold(),
    }),
    [],
  );

  return (
    <div className="following">
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: each of its roles takes a name. */}
      <div
        ref={place}
        className={`scroll ${className}`}
        role={role}
        aria-label={label}
        aria-live={role === "log" ? "off" : undefined}
        // What scrolls has to be reached from the keyboard.
        tabIndex={0}
        onScroll={onScroll && (({ currentTarget }) => onScroll(currentTarget))}
      >
        <div ref={content} className="followed">
          {children}
        </div>
      </div>
      <div className="latest" role="status">
        {isAway && (
          <button
            type="button"
            className="button"
            onClick={() => {
              follower.current?.toEnd();
              // The button goes: the keys are to scroll on from here.
              place.current?.focus({ preventScroll: true });
            }}
          >
            <Icon of={ArrowDown} size={14} />
            {strings.app.jumpToLatest}
          </button>
        )}
      </div>
    </div>
  );
}
