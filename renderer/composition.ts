/** The code of a key that an input method has taken for itself (UI Events, 229), also where it says nothing else of it. */
const taken = 229;

/**
 * Keeps the keys of an input method from everything else: Enter that ends a composition sends nothing, Escape that ends
 * one closes nothing, and arrows choose among its words only. Comes before whatever else listens at `target`.
 */
export function keepCompositionApart(target: EventTarget): void {
  const keep = (event: Event) => {
    const { isComposing, keyCode } = event as KeyboardEvent;
    if (isComposing || keyCode === taken) event.stopImmediatePropagation();
  };
  target.addEventListener("keydown", keep, { capture: true });
}
