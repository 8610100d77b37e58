import "uplot/dist/uPlot.min.css";
import "./plot.css";
import { useEffect, useLayoutEffect, useRef } from "react";
import UPlot from "uplot";

/** The colours of a chart as they are now: of its lines, of its grid, of what is best, of warnings, and of its ground. */
export interface Ink {
  line: string;
  grid: string;
  best: string;
  warn: string;
  ground: string;
  /** In pixels of the page; a canvas has more of them where the screen is fine. */
  font: string;
}

export type Drawing = (ink: () => Ink) => Omit<UPlot.Options, "width" | "height">;

/** When the colours may change without the page being told. */
const looks = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/**
 * A chart on a canvas, as wide as its place. What it says stands in a table beside it; for who cannot see it `label` says
 * so. `drawing` makes it anew whenever it is another function; `focus` is the line that stands out, counted from 0.
 */
export default function Plot(props: {
  label: string;
  drawing: Drawing;
  data: UPlot.AlignedData;
  focus?: number | null;
}) {
  const { label, drawing, data, focus = null } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;
  /** What is drawn, or is about to be: each drawing of many points takes its time. */
  const drawn = useRef<{ data: UPlot.AlignedData; focus: number | null }>({ data, focus: null });
  // Before what stands around it is painted: a chart that comes a frame later makes two layouts of one.
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    // Read before any chart of the page is put in, so that it is laid out once for all of them.
    const first = size();
    let ink = inkOf(element);
    let made: UPlot | null = null;
    const resized = new ResizeObserver(() => {
      const { width, height } = size();
      if (made && (width !== made.width || height !== made.height)) made.setSize({ width, height });
    });
    const redraw = () => {
      ink = inkOf(element);
      made?.redraw();
    };
    const media = looks.map((look) => matchMedia(look));
    let isLeft = false;
    queueMicrotask(() => {
      if (isLeft) return;
      made = new UPlot({ ...drawing(() => ink), ...first }, latest.current, element);
      plot.current = made;
      drawn.current = { data: latest.current, focus: null };
      resized.observe(element);
      for (const look of media) look.addEventListener("change", redraw);
    });
    return () => {
      isLeft = true;
      for (const look of media) look.removeEventListener("change", redraw);
      resized.disconnect();
      made?.destroy();
      plot.current = null;
    };
  }, [drawing]);
  useEffect(() => {
    if (drawn.current.data === data) return;
    drawn.current.data = data;
    plot.current?.setData(data);
  }, [data]);
  useEffect(() => {
    if (drawn.current.focus === focus) return;
    drawn.current.focus = focus;
    plot.current?.setSeries(focus === null ? null : focus + 1, { focus: true });
  }, [focus]);
  return <div ref={place} className="plot" role="img" aria-label={label} />;
}

/** Read from properties that forced colours replace, so that a chart follows them too. */
function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  return {
    line: style.color,
    grid: style.borderTopColor,
    best: style.outlineColor,
    warn: style.columnRuleColor,
    ground: style.backgroundColor,
    font: `11px ${style.fontFamily}`,
  };
}
