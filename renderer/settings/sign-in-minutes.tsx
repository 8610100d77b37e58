import { useId } from "react";
import { strings } from "../../preload/strings/en.ts";
import { useApp } from "../app-state.ts";

const words = strings.signIn;

/** How long a person has to sign in. What is not between the limits is not taken. */
export function SignInMinutes() {
  const minutes = useApp(({ settings }) => settings?.signInMinutes);
  const [field, hint] = [useId(), useId()];
  const change = (text: string) => {
    const signInMinutes = Number(text);
    if (Number.isInteger(signInMinutes) && signInMinutes >= 1 && signInMinutes <= 30) {
      void window.assay["settings.set"]({ signInMinutes });
    }
  };
  if (minutes === undefined) return null;
  return (
    <section className="sign-in-minutes">
      <label htmlFor={field}>{words.minutes}</label>
      <div className="row">
        <div className="input">
          <input
            id={field}
            key={minutes}
            type="number"
            min={1}
            max={30}
            step={1}
            defaultValue={minutes}
            aria-describedby={hint}
            onBlur={({ target }) => {
              change(target.value);
              target.value = String(minutes);
            }}
            onKeyDown={({ key, currentTarget }) => key === "Enter" && change(currentTarget.value)}
          />
        </div>
        <span>{words.minutesUnit}</span>
      </div>
      <p id={hint} className="muted small">
        {words.minutesHint}
      </p>
    </section>
  );
}
