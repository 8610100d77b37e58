import type { ShownCall } from "../../../../preload/contract/evaluation-results.ts";

/** Calls of tools, each by its name with its arguments as they were written. */
export const Calls = ({ calls, title }: { calls: readonly ShownCall[]; title: string }) =>
  calls.length > 0 && (
    <div className="evaluation-calls">
      <p className="muted small">{title}</p>
      {calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls have their places.
        <div key={index} className="evaluation-message">
          <b className="mono">{call.name}</b>
          <pre className="mono evaluation-text selectable">{call.arguments}</pre>
        </div>
      ))}
    </div>
  );
