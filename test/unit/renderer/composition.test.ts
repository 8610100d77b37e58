import { expect, it, vi } from "vitest";
import { keepCompositionApart } from "../../../renderer/composition.ts";

it("keeps the keys of an input method from all that listens, and no others", () => {
  const target = new EventTarget();
  keepCompositionApart(target);
  const heard = vi.fn();
  target.addEventListener("keydown", heard, { capture: true });
  target.addEventListener("keydown", heard);
  const press = (key: object) => target.dispatchEvent(Object.assign(new Event("keydown"), key));
  for (const key of ["Enter", "Escape", "ArrowDown", "Process"]) {
    press({ key, keyCode: 229, isComposing: false });
    press({ key, keyCode: 13, isComposing: true });
    press({ key, keyCode: 229, isComposing: true });
  }
  expect(heard).not.toHaveBeenCalled();
  press({ key: "Enter", keyCode: 13, isComposing: false });
  expect(heard).toHaveBeenCalledTimes(2);
});
