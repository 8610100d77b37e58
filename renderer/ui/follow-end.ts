/** What is known of a view when something about it changes. */
export interface View {
  /** Whether it follows its end. */
  follows: boolean;
  /** How far it was scrolled, and could be, in pixels. */
  top: number;
  end: number;
}

/** Distance from the end, in pixels, within which scrolling down means the end. */
const nearEnd = 48;

/** Milliseconds in which a view may still be on its way because of a key or a wheel. */
const handTime = 1000;

/**
 * Whether a view follows its end after it was found at `top`, where `end` is as far as it can be scrolled. `cause` is what
 * led here; with `live`, more may come, so that a view whose end is seen follows it. Upward goes a person, `byHand` or by
 * other means. Without a hand on it, what has another length than before may have shrunk, taken the view along and grown
 * again, unseen: that moves the view up too, and nobody meant it.
 */
export function followsAfter(
  before: View,
  { top, end }: { top: number; end: number },
  cause: "scroll" | "layout",
  live: boolean,
  byHand: boolean,
): boolean {
  const isMoved = Math.abs(top - before.top) >= 1;
  if (end - top < 1 && (cause === "layout" ? live : isMoved)) return true;
  const isMeant = byHand || Math.abs(end - before.end) < 1;
  if (isMoved && isMeant && top < Math.min(before.top, end)) return false;
  return before.follows || (cause === "scroll" && isMoved && end - top < nearEnd);
}

/** What moves a view by hand, and what ends the hold of its scrollbar. */
const touches = ["wheel", "touchmove", "keydown"] as const;
const releases = ["pointerup", "pointercancel"] as const;

/** A view that keeps to the end of what it shows. */
export interface Follower {
  /** Goes to the end, and follows it from then on. */
  toEnd(): void;
  /** Shows something else and stays there. */
  show(element: Element): void;
  /**
   * Has what is seen stay in its place while something comes above it: called before that is there. Chromium holds it, but
   * not for a view that is at its very top by then.
   */
  hold(): void;
  /** Says whether more may come. When it begins to, the view goes to the end. */
  setLive(live: boolean): void;
  stop(): void;
}

/**
 * Keeps `place`, which scrolls, at the end of `content`, whatever makes that grow and however late, until the person
 * scrolls away, selects text or opens something in it. `onAway` is told when there is more below that may be new, and
 * when there is no longer. Begins at the end where it is `live`, else where it stands.
 */
export function followEnd(
  place: HTMLElement,
  content: HTMLElement,
  live: boolean,
  onAway: (isAway: boolean) => void,
): Follower {
  let isLive = live;
  let isAway = false;
  let view: View = { follows: live, top: place.scrollTop, end: place.scrollHeight - place.clientHeight };
  let touched = Number.NEGATIVE_INFINITY;
  let isHeld = false;

  /** Where the view follows, nothing else may hold it: Chromium would keep what is seen in its place. */
  const note = (follows: boolean, top: number, end: number) => {
    if (view.follows !== follows || place.style.overflowAnchor === "")
      place.style.overflowAnchor = follows ? "none" : "auto";
    view = { follows, top, end };
    const wasAway = isAway;
    isAway = !follows && end - top > nearEnd && (isLive || isAway);
    if (isAway !== wasAway) onAway(isAway);
  };
  const take = (cause: "scroll" | "layout") => {
    const { scrollTop, scrollHeight, clientHeight } = place;
    const end = scrollHeight - clientHeight;
    const byHand = isHeld || performance.now() - touched < handTime;
    const follows = followsAfter(view, { top: scrollTop, end }, cause, isLive, byHand);
    if (follows && cause === "layout") place.scrollTop = end;
    note(follows, follows ? place.scrollTop : scrollTop, end);
  };
  const toEnd = () => {
    place.scrollTop = place.scrollHeight;
    note(true, place.scrollTop, place.scrollTop);
  };
  const leave = () => {
    if (view.follows) note(false, view.top, view.end);
  };

  const onScroll = () => take("scroll");
  const onTouch = () => {
    touched = performance.now();
  };
  const onHold = () => {
    isHeld = true;
  };
  const onRelease = () => {
    if (isHeld) onTouch();
    isHeld = false;
  };
  const onSelection = () => {
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed && content.contains(selection.anchorNode)) leave();
  };
  const onClick = ({ target }: Event) => {
    if (target instanceof Element && target.closest("summary")) leave();
  };
  // It is told when the layout is done and before it is painted: nothing has to be laid out for it.
  const observer = new ResizeObserver(() => take("layout"));
  observer.observe(place);
  observer.observe(content);
  const ended = new AbortController();
  const { signal } = ended;
  place.addEventListener("scroll", onScroll, { passive: true, signal });
  for (const kind of touches) place.addEventListener(kind, onTouch, { passive: true, capture: true, signal });
  place.addEventListener("pointerdown", onHold, { signal });
  for (const kind of releases) document.addEventListener(kind, onRelease, { signal });
  content.addEventListener("click", onClick, { signal });
  document.addEventListener("selectionchange", onSelection, { signal });

  return {
    toEnd,
    show: (element) => {
      leave();
      element.scrollIntoView({ block: "center" });
      take("scroll");
    },
    hold: () => {
      if (place.scrollTop === 0) place.scrollTop = 1;
    },
    setLive: (live) => {
      const begins = live && !isLive;
      isLive = live;
      if (begins) toEnd();
    },
    stop: () => {
      observer.disconnect();
      ended.abort();
    },
  };
}
