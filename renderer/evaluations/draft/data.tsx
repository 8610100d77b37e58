import type { EvaluationData, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { PartField, seedIn, useDatasets } from "../../datasets/index.ts";
import { linkTo } from "../../route.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { wholeIn } from "../../ui/numbers.ts";
import { PlanSection } from "../../ui/plan-section.tsx";
import { Radios } from "../../ui/radios.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { changeDraft } from "../state.ts";
import { places } from "./places.ts";
import { PreviewRows } from "./preview-rows.tsx";
import type { Preview } from "./use-preview.ts";

const words = evaluationDrafts.data;
const mostRows = 1_000_000;
/** Rows of a sample as it begins. */
const usualSample = 200;

/** The rows that are asked, and what the first of them come to. */
export function Data({ settings, preview }: { settings: EvaluationSettings; preview: Preview | null }) {
  const { data } = settings;
  const list = useDatasets(({ list }) => list) ?? [];
  const ready = list.filter(({ state }) => state === "ready");
  const dataset = ready.find(({ id }) => id === data?.datasetId) ?? null;
  const put = (next: EvaluationData | null) => changeDraft({ data: next });
  const choose = (datasetId: string) =>
    put(
      datasetId === ""
        ? null
        : { datasetId, part: null, rows: data?.rows ?? null, seed: data?.seed ?? randomSeed() },
    );
  return (
    <PlanSection id={places.data} title={words.title} hint={words.hint}>
      {ready.length === 0 ? (
        <p>
          {words.noDatasets}{" "}
          <a className="link" href={linkTo("datasets")}>
            {words.make}
          </a>
        </p>
      ) : (
        <div className="fields">
          <ChoiceField
            label={words.dataset}
            value={data?.datasetId ?? ""}
            choices={[
              ...(data === null ? [{ value: "", label: words.pick }] : []),
              ...(data !== null && dataset === null ? [{ value: data.datasetId, label: words.gone }] : []),
              ...ready.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={choose}
          />
          {data && dataset && (
            <PartField
              label={words.part}
              dataset={dataset}
              value={data.part}
              onChange={(part) => put({ ...data, part })}
            />
          )}
        </div>
      )}
      {data && <Sample data={data} onChange={put} />}
      {dataset && (
        <p className="small">
          <a className="link" href={linkTo("datasets", dataset.id)}>
            {words.open}
          </a>
        </p>
      )}
      {data && preview && <PreviewRows preview={preview} />}
    </PlanSection>
  );
}

const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** All rows, or some that are drawn. */
function Sample({ data, onChange }: { data: EvaluationData; onChange: (data: EvaluationData) => void }) {
  const { rows, seed } = data;
  return (
    <>
      <Radios
        legend={words.rows}
        value={rows === null ? "all" : "sample"}
        choices={[
          { value: "all", label: words.all },
          { value: "sample", label: words.sample },
        ]}
        onChange={(chosen) => onChange({ ...data, rows: chosen === "all" ? null : (rows ?? usualSample) })}
      />
      {rows !== null && (
        <div className="fields">
          <TypedField<number>
            label={words.sampleRows}
            value={rows}
            text={String}
            read={(text) => wholeIn(text, 1, mostRows)}
            wrong={fill(words.sampleWrong, { most: mostRows.toLocaleString() })}
            isNumber
            onChange={(rows) => onChange({ ...data, rows })}
          />
          <TypedField<number>
            label={words.seed}
            value={seed}
            text={String}
            read={(text) => seedIn(text) ?? undefined}
            wrong={words.seedWrong}
            hint={words.seedHint}
            isNumber
            onChange={(seed) => onChange({ ...data, seed })}
          />
        </div>
      )}
    </>
  );
}
