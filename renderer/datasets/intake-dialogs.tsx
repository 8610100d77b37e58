import "./intake.css";
import { type FormEvent, useId, useState } from "react";
import type { Intake, IntakeFile } from "../../preload/contract/datasets.ts";
import { fileNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { sizeText } from "../figures/size.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { importPasted } from "./importing.ts";
import { discardIntake, importIntake, useIntake } from "./intake.ts";
import { MappingFields } from "./mapping-fields.tsx";
import { Preview } from "./preview.tsx";
import { useDatasets } from "./state.ts";

const words = strings.datasets;

/** What is asked before files become a dataset, above whatever is shown. */
export function IntakeDialogs() {
  const { intake, isPasting, diagnosis } = useIntake();
  if (isPasting) return <PasteDialog />;
  if (intake) return <IntakeDialog key={intake.id} intake={intake} />;
  if (!diagnosis) return null;
  const onClose = () => useIntake.setState({ diagnosis: null });
  return (
    <Dialog title={words.intake.title} onClose={onClose}>
      <DiagnosisView diagnosis={diagnosis} onHelp={onClose} />
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}

function PasteDialog() {
  const [text, setText] = useState("");
  const onClose = () => useIntake.setState({ isPasting: false });
  return (
    <Dialog title={words.pasteTitle} onClose={onClose}>
      <textarea
        dir="auto"
        className="area mono"
        rows={10}
        aria-label={words.pasteText}
        placeholder={words.pasteText}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={text.trim() === ""}
          onClick={() => {
            onClose();
            void importPasted(text);
          }}
        >
          {words.pasteGo}
        </button>
      </div>
    </Dialog>
  );
}

function IntakeDialog({ intake }: { intake: Intake }) {
  const { name: given, files, refused, isCut, needs } = intake;
  const { diagnosis, isMapping } = useIntake();
  const [name, setName] = useState(given);
  const [into, setInto] = useState<string | null>(null);
  const [mayNeedMuch, setMayNeedMuch] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const formId = useId();
  const isReady =
    files.length > 0 &&
    !isMapping &&
    !isBusy &&
    (into !== null || name.trim() !== "") &&
    (needs === null || mayNeedMuch);
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setBusy(true);
    await importIntake({ name: name.trim() || given, into, mayNeedMuch });
    setBusy(false);
  };
  return (
    <Dialog wide title={words.intake.title} onClose={discardIntake}>
      <form id={formId} className="intake scroll" onSubmit={(event) => void go(event)}>
        <Files files={files} refused={refused} isCut={isCut} />
        {files.length > 0 && (
          <div className="intake-columns">
            <div className="intake-mapping">
              <Target name={name} into={into} onName={setName} onInto={setInto} />
              <MappingFields intake={intake} />
              {needs !== null && (
                <label className="note check">
                  <input
                    type="checkbox"
                    checked={mayNeedMuch}
                    onChange={({ target }) => setMayNeedMuch(target.checked)}
                  />
                  {fill(words.intake.needs, { size: sizeText(needs) })}
                </label>
              )}
            </div>
            <Preview rows={intake.preview} isOld={isMapping} />
          </div>
        )}
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      </form>
      <div className="actions">
        <button type="button" className="button" onClick={discardIntake}>
          {files.length > 0 ? words.intake.discard : words.close}
        </button>
        {files.length > 0 && (
          <button type="submit" form={formId} className="button primary" disabled={!isReady}>
            {words.intake.go}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Files({ files, refused, isCut }: Pick<Intake, "files" | "refused" | "isCut">) {
  return (
    <section className="intake-files" aria-label={words.intake.files}>
      {files.length > 0 && (
        <ul>
          {files.map((file, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files of one name can be there twice, and the list never changes.
            <li key={at}>
              <b className="clip" dir="auto">
                {file.name}
              </b>
              <small className="muted">{factsOf(file)}</small>
              {file.renamed.length > 0 && (
                <small className="muted" dir="auto">
                  {fill(words.intake.renamed, { names: file.renamed.join(", ") })}
                </small>
              )}
              {file.reads !== null && (
                <small className="muted" dir="auto">
                  {fill(words.intake.reads, {
                    shape: words.shapes[file.reads.shape],
                    columns: file.reads.columns.join(", "),
                  })}
                </small>
              )}
              {file.unfit > 0 && (
                <small className="status warn">{counted(words.intake.unfit, file.unfit)}</small>
              )}
            </li>
          ))}
        </ul>
      )}
      {files.length === 0 && <p className="muted">{words.intake.nothing}</p>}
      {isCut && <p className="status warn">{counted(words.intake.cut, files.length + refused.length)}</p>}
      {refused.length > 0 && (
        <div role="status">
          <h3>{words.intake.refused}</h3>
          <ul>
            {refused.map(({ name, diagnosis }, at) => {
              const { title, cause } = explain(diagnosis);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <li key={at}>
                  <b className="status danger" dir="auto">
                    {fill(words.intake.refusedFile, { name, title })}
                  </b>
                  <small className="muted">{cause}</small>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

/** What a file is, in words: its format, encoding, whether it is packed, and its size. */
export const factsOf = ({
  format,
  encoding,
  isGzip,
  bytes,
}: Pick<IntakeFile, "format" | "encoding" | "isGzip" | "bytes">): string =>
  [
    words.intake.formats[format],
    ...(encoding === null
      ? []
      : [Object.hasOwn(words.encodings, encoding) ? words.encodings[encoding] : encoding]),
    ...(isGzip ? [words.intake.gzip] : []),
    sizeText(bytes),
  ].join(", ");

/** What the dataset is called, or which one the rows are added to. */
function Target(props: {
  name: string;
  into: string | null;
  onName: (name: string) => void;
  onInto: (id: string | null) => void;
}) {
  const { name, into, onName, onInto } = props;
  const list = useDatasets(({ list }) => list) ?? [];
  const others = list.filter(({ state, job }) => state === "ready" && job === null);
  return (
    <div className="intake-grid">
      <label className="field">
        {words.intake.name}
        <span className="input">
          <input
            dir="auto"
            value={name}
            disabled={into !== null}
            maxLength={fileNameLimit}
            autoComplete="off"
            onChange={({ target }) => onName(target.value)}
          />
        </span>
      </label>
      <ChoiceField
        label={words.intake.into}
        value={into ?? ""}
        choices={[
          { value: "", label: words.intake.newDataset },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(chosen) => onInto(chosen || null)}
      />
    </div>
  );
}
