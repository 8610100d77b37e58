import "./directory-choice.css";
import { type FormEvent, useEffect, useId, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Directory } from "../../preload/contract/discovery.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type DirectoryQuestion, leaveDirectory, offered, useDirectoryQuestion } from "./directory-state.ts";
import { signIn, useIdentity } from "./identity-state.ts";
import { progress } from "./sign-in-step.tsx";

const words = strings.directories;

/** Asks in which directory a resource is, above whatever it has refused. */
export function DirectoryChoice() {
  const question = useDirectoryQuestion(({ question }) => question);
  return question && <Question key={question.refusal.at} question={question} />;
}

function Question({ question }: { question: DirectoryQuestion }) {
  const { account, refusal, use } = question;
  const { listed, diagnosis: unlisted } = useDirectories(account.id);
  const choices = offered(refusal, listed ?? []);
  const [chosen, setChosen] = useState(refusal.parameters.directory ?? "");
  const [typed, setTyped] = useState("");
  const [testing, setTesting] = useState<string | null>(null);
  const [failure, setFailure] = useState<Diagnosis | null>(null);
  const [stranger, setStranger] = useState<string | null>(null);
  const signingIn = useIdentity(({ state }) => state?.signingIn ?? null);
  const isOfTool = useIdentity(
    ({ state }) => state?.accounts.find(({ id }) => id === account.id)?.source !== "microsoft",
  );
  const [typedId, hintId] = [useId(), useId()];
  const wanted = typed.trim() || chosen;
  const nameOf = (id: string) => choices.find((one) => one.id === id)?.name ?? id;

  const attempt = async (directory: string) => {
    setTesting(directory);
    setFailure(null);
    setStranger(null);
    const why = await use(directory);
    // Another question may be asked by now, or none.
    if (useDirectoryQuestion.getState().question !== question) return;
    setTesting(null);
    if (why === null) useDirectoryQuestion.setState({ question: null });
    else setFailure(why);
  };
  /** Some directories want a guest to prove who they are, or to agree to the app, in the directory itself. */
  const signInThere = async (way: "window" | "browser") => {
    const id = await signIn(way, { accountId: account.id, directory: wanted });
    if (id === account.id) return attempt(wanted);
    const { diagnosis, state } = useIdentity.getState();
    setStranger(state?.accounts.find((one) => one.id === id)?.username ?? id);
    if (diagnosis) setFailure(diagnosis);
    // It is said here, not on the screen below as well.
    useIdentity.setState({ diagnosis: null });
  };

  return (
    <Dialog title={words.title} onClose={leaveDirectory}>
      <form
        className="setup-form plain directory-choice"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (wanted !== "" && testing === null) void attempt(wanted);
        }}
      >
        <p>{fill(words.intro, { account: account.username })}</p>
        {choices.length > 0 && (
          <fieldset aria-label={words.label}>
            {choices.map(({ id, name, isNamed }) => (
              <label key={id} className="row">
                <input
                  type="radio"
                  name="directory"
                  checked={typed.trim() === "" && chosen === id}
                  onChange={() => {
                    setChosen(id);
                    setTyped("");
                  }}
                />
                <span className="grow">
                  {name && <b className="clip">{name}</b>}
                  <span className="mono small muted">{id}</span>
                </span>
                {isNamed && <span className="chip">{words.named}</span>}
              </label>
            ))}
          </fieldset>
        )}
        <p className="muted small" role="status">
          {listed === null && !unlisted && fill(words.reading, { account: account.username })}
          {unlisted && fill(words.notListed, { account: account.username, why: explain(unlisted).title })}
          {listed && choices.length === 0 && fill(words.none, { account: account.username })}
        </p>
        <div className="field">
          <label htmlFor={typedId}>{words.typed}</label>
          <div className="input">
            <input
              dir="ltr"
              id={typedId}
              className="mono"
              value={typed}
              maxLength={100}
              pattern="\s*[A-Za-z0-9.\-]+\s*"
              aria-describedby={hintId}
              onChange={({ target }) => setTyped(target.value)}
              spellCheck={false}
              autoComplete="off"
            />
          </div>
          <p id={hintId} className="hint">
            {words.typedHint}
          </p>
        </div>
        {failure && testing === null && (
          <>
            <p role="status">{words.unchanged}</p>
            {stranger && (
              <p>
                {fill(strings.integrations.microsoft.stranger, { name: stranger, owner: account.username })}
              </p>
            )}
            <DiagnosisView
              diagnosis={failure}
              onHelp={leaveDirectory}
              on={{
                retry: () => void attempt(wanted),
                // Whom a tool has signed in signs in there again: its failure has the command.
                ...(!isOfTool && {
                  connect_microsoft: () => void signInThere("window"),
                  use_browser: () => void signInThere("browser"),
                }),
              }}
            />
          </>
        )}
        <div className="row end">
          <span className="muted small grow" role="status">
            {testing !== null && fill(words.testing, { directory: nameOf(testing) })}
            {testing === null && signingIn && progress[signingIn]}
          </span>
          <button type="button" className="button" onClick={leaveDirectory}>
            {words.cancel}
          </button>
          <button type="submit" className="button primary" disabled={wanted === "" || testing !== null}>
            {words.use}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The directories that an account can enter; null while they are read, or where they cannot be. */
function useDirectories(accountId: string): { listed: Directory[] | null; diagnosis: Diagnosis | null } {
  const [state, setState] = useState<ReturnType<typeof useDirectories>>({ listed: null, diagnosis: null });
  useEffect(() => {
    let isCurrent = true;
    void window.assay["discovery.directories"]({ accountId }).then((answer) => {
      if (!isCurrent) return;
      setState(
        answer.ok
          ? { listed: answer.data, diagnosis: null }
          : { listed: null, diagnosis: answer.error.diagnosis },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [accountId]);
  return state;
}
