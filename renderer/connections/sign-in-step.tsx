import "./sign-in-step.css";
import { Globe, Smartphone, Terminal } from "lucide-react";
import type { IdentityState, SignInWay } from "../../preload/contract/identity.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { DeviceCodeView } from "./device-code.tsx";

const words = strings.integrations.microsoft;
const ways = strings.signIn;

/** What is said while a sign-in runs. */
export const progress = { waiting: words.waiting, exchanging: words.exchanging, asking: ways.asking };

interface Ways {
  state: IdentityState;
  onBegin: (way: SignInWay) => void;
}

/** Signing in with Microsoft: the window first, the other ways below it, and how far the one that runs is. */
export function SignInStep({ state, onBegin }: Ways) {
  const { deviceCode, commandLines } = state;
  return (
    <>
      <p>{words.intro}</p>
      <div className="row wrap">
        <button type="button" className="button microsoft large" onClick={() => onBegin("window")}>
          <MicrosoftMark />
          {words.connect}
        </button>
        <Progress state={state} />
      </div>
      {deviceCode && <DeviceCodeView deviceCode={deviceCode} />}
      <section className="other-ways" aria-label={ways.other}>
        <span className="muted small">{ways.other}</span>
        <button type="button" className="button quiet" onClick={() => onBegin("browser")}>
          <Icon of={Globe} size={14} />
          {words.browser}
        </button>
        <button
          type="button"
          className="button quiet"
          title={ways.deviceCodeHint}
          onClick={() => onBegin("device_code")}
        >
          <Icon of={Smartphone} size={14} />
          {ways.deviceCode}
        </button>
        {commandLines.length > 0 && <CommandLines state={state} onBegin={onBegin} isQuiet />}
      </section>
    </>
  );
}

/** Where no app is registered: the sign-ins that tools of the command line hold; nothing where there are no such tools. */
export function UnregisteredStep({ state, onBegin }: Ways) {
  if (state.commandLines.length === 0) return null;
  return (
    <section className="other-ways" aria-label={ways.already}>
      <span>{ways.already}</span>
      <CommandLines state={state} onBegin={onBegin} />
      <div className="row wrap">
        <Progress state={state} />
      </div>
    </section>
  );
}

function CommandLines({ state, onBegin, isQuiet = false }: Ways & { isQuiet?: boolean }) {
  return (
    <>
      {state.commandLines.map((tool) => (
        <button
          key={tool}
          type="button"
          className={isQuiet ? "button quiet" : "button"}
          onClick={() => onBegin(tool)}
        >
          <Icon of={Terminal} size={14} />
          {fill(ways.useTool, { tool: ways.tools[tool] })}
        </button>
      ))}
      <p className="muted small">{ways.useToolHint}</p>
    </>
  );
}

/** How far the sign-in that runs is, and the way to end it. */
function Progress({ state: { signingIn } }: { state: IdentityState }) {
  return (
    <>
      {signingIn && (
        <button type="button" className="button" onClick={() => void window.assay["identity.cancel"]()}>
          {words.cancel}
        </button>
      )}
      <span className="muted" role="status">
        {signingIn && progress[signingIn]}
      </span>
    </>
  );
}

/** Microsoft's four squares, as its guide to sign-in buttons has them. */
function MicrosoftMark() {
  return (
    <svg width="16" height="16" viewBox="0 0 21 21" aria-hidden="true">
      <path className="red" d="M1 1h9v9H1z" />
      <path className="green" d="M11 1h9v9h-9z" />
      <path className="blue" d="M1 11h9v9H1z" />
      <path className="yellow" d="M11 11h9v9h-9z" />
    </svg>
  );
}
