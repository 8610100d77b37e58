import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";

type Render = typeof import("katex")["default"]["render"];

let render: Render | null = null;

async function load(): Promise<void> {
  const { default: katex } = await import("katex");
  render = katex.render;
}

/** Limits for what a formula may ask of the typesetter. */
const limits = { trust: false, strict: false, maxExpand: 200, maxSize: 20 } as const;

/** A formula, or its source while the typesetter is loaded and where it does not understand it. */
export const Formula = memo(function Formula({ tex, display }: { tex: string; display: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  const [isReady, setReady] = useState(render !== null);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    if (isReady) return;
    let isWanted = true;
    load().then(
      () => isWanted && setReady(true),
      () => isWanted && setRefused(true),
    );
    return () => {
      isWanted = false;
    };
  }, [isReady]);
  useLayoutEffect(() => {
    if (!render || !isReady || !place.current) return;
    try {
      render(tex, place.current, { ...limits, displayMode: display, output: "mathml", throwOnError: true });
    } catch {
      setRefused(true);
    }
  }, [tex, display, isReady]);
  const className = display ? "formula display" : "formula";
  if (!isReady || isRefused)
    return (
      <code className={className} dir="ltr">
        {tex}
      </code>
    );
  return <span className={className} dir="ltr" ref={place} />;
});
