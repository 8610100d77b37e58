import "./settings.css";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { backendName, useApp } from "../app-state.ts";
import { Secrets } from "./secrets.tsx";
import { SignInMinutes } from "./sign-in-minutes.tsx";
import { themes } from "./themes.ts";

/** Preferences, and what the app says of itself. */
export function SettingsScreen() {
  const info = useApp(({ info }) => info);
  const theme = useApp(({ settings }) => settings?.theme);
  const words = strings.settings;
  return (
    <main className="screen">
      <div className="work">
        <div className="bar">
          <h1>{words.title}</h1>
        </div>
        <div className="scroll settings">
          <fieldset>
            <legend>{words.theme}</legend>
            <div className="choices">
              {themes.map((one) => (
                <label key={one}>
                  <input
                    type="radio"
                    name="theme"
                    checked={theme === one}
                    onChange={() => void window.assay["settings.set"]({ theme: one })}
                  />
                  {words.themes[one]}
                </label>
              ))}
            </div>
          </fieldset>
          <SignInMinutes />
          {info && (
            <>
              <section>
                <h2>{words.data}</h2>
                <p className="muted">{words.profileText}</p>
                <dl className="facts">
                  <dt>{words.profile}</dt>
                  <dd className="mono">{info.profile}</dd>
                  <dt>{words.keys}</dt>
                  <dd>
                    {info.protection.mode === "session"
                      ? words.keysSession
                      : fill(words.keysEncrypted, {
                          backend: backendName(info.protection.backend),
                        })}
                  </dd>
                </dl>
              </section>
              <Secrets />
              <section>
                <h2>{words.about}</h2>
                <dl className="facts">
                  <dt>{words.version}</dt>
                  <dd>{info.version}</dd>
                  <dt>{words.runtime}</dt>
                  <dd>{fill(words.runtimeText, info.runtime as unknown as Record<string, string>)}</dd>
                </dl>
              </section>
            </>
          )}
        </div>
      </div>
    </main>
  );
}
