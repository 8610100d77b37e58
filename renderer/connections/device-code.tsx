import { useEffect, useState } from "react";
import type { DeviceCode } from "../../preload/contract/identity.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { CopyButton } from "../ui/copy.tsx";

const words = strings.signIn.code;

/** What has to be typed, where, and for how long it holds. */
export function DeviceCodeView({ deviceCode }: { deviceCode: DeviceCode }) {
  const { code, address, expiresAt } = deviceCode;
  return (
    <section className="panel device-code" aria-label={words.title}>
      <p>
        {words.title} {words.at} <span className="mono selectable">{address}</span>
      </p>
      <div className="row wrap">
        <output className="mono selectable">{code}</output>
        <CopyButton label={words.copy} text={() => code} />
        <button
          type="button"
          className="button"
          onClick={() => void window.assay["app.openLink"]({ url: address })}
        >
          {words.open}
        </button>
      </div>
      <p className="muted small">
        <Remaining until={expiresAt} /> {words.warning}
      </p>
    </section>
  );
}

/** Counts down to a time in milliseconds since the epoch. Not read out each second. */
function Remaining({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return <span role="timer">{seconds > 0 ? fill(words.expires, { time }) : words.expired}</span>;
}
