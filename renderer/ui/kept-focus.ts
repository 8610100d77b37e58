import { useEffect } from "react";

/**
 * Keeps the focus from being lost on a screen: where what has it is taken away or disabled, the first of `places`, each a
 * selector, that is there takes it. A click beside everything still lets go of it.
 */
export function useKeptFocus(places: readonly string[]): void {
  useEffect(() => {
    let isHeld = false;
    const hold = () => {
      isHeld = true;
    };
    const release = () => {
      isHeld = false;
    };
    const find = () => {
      const { activeElement: at } = document;
      const isLost = at === null || at === document.body || at.matches(":disabled");
      if (!isLost || !isHeld || document.querySelector("[role=dialog]")) return;
      places
        .map((place) => document.querySelector<HTMLElement>(place))
        .find((found) => found !== null)
        ?.focus();
    };
    const watch = new MutationObserver(find);
    watch.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["disabled"],
    });
    document.addEventListener("focusin", hold);
    document.addEventListener("pointerdown", release, true);
    return () => {
      watch.disconnect();
      document.removeEventListener("focusin", hold);
      document.removeEventListener("pointerdown", release, true);
    };
  }, [places]);
}
