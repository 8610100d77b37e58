import "../../ui/page.css";
import "./resource.css";
import { RotateCw } from "lucide-react";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { ResourceLimits, ServiceFile, TrainingPlace } from "../../../preload/contract/tuning-plans.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { connectionActions } from "../../connections/index.ts";
import { goTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Gauges } from "../gauges.tsx";
import { usePlaces } from "../places.ts";
import { reason } from "../plans/where.tsx";
import { Files } from "./files.tsx";

const words = tuningPlans.resource;

/** How full a resource is, and its files. */
export function ResourcePage({ connectionId }: { connectionId: string }) {
  const places = usePlaces();
  const place = places?.find((one) => one.connectionId === connectionId) ?? null;
  return (
    <>
      <Header places={places ?? []} place={place} />
      {places !== null && place === null && <p className="notice muted">{words.gone}</p>}
      {place && place.why !== null && (
        <p className="notice">
          <span className="status warn">{reason(place)}</span>
        </p>
      )}
      {place && place.why === null && <Resource connectionId={connectionId} />}
    </>
  );
}

function Header({ places, place }: { places: TrainingPlace[]; place: TrainingPlace | null }) {
  const able = places.filter(({ why }) => why === null);
  const id = useId();
  return (
    <header className="page-header">
      <div className="row wrap">
        <h1 className="page-title grow">{words.title}</h1>
        {able.length > 1 && place && (
          <>
            <label htmlFor={id} className="muted small">
              {words.which}
            </label>
            <select
              id={id}
              className="picker"
              value={place.connectionId}
              onChange={({ target }) => goTo("fineTuning", `resource:${target.value}`)}
            >
              {able.map((one) => (
                <option key={one.connectionId} value={one.connectionId} dir="auto">
                  {one.name}
                </option>
              ))}
            </select>
          </>
        )}
      </div>
      <p className="muted small">{place ? `${place.name} · ${place.host}` : ""}</p>
    </header>
  );
}

interface Read {
  limits: ResourceLimits | null;
  files: ServiceFile[] | null;
  limitsDiagnosis: Diagnosis | null;
  filesDiagnosis: Diagnosis | null;
}

const nothing: Read = { limits: null, files: null, limitsDiagnosis: null, filesDiagnosis: null };

function Resource({ connectionId }: { connectionId: string }) {
  const [read, setRead] = useState<Read>(nothing);
  const [isReading, setReading] = useState(true);
  const turn = useRef(0);
  const load = useCallback(
    async (refresh: boolean) => {
      turn.current += 1;
      const own = turn.current;
      const put = (change: Partial<Read>) =>
        own === turn.current && setRead((before) => ({ ...before, ...change }));
      setReading(true);
      await Promise.all([
        window.assay["tuningPlans.limits"]({ connectionId, refresh }).then((answer) =>
          put(
            answer.ok
              ? { limits: answer.data, limitsDiagnosis: null }
              : { limitsDiagnosis: answer.error.diagnosis },
          ),
        ),
        window.assay["tuningPlans.files"]({ connectionId }).then((answer) =>
          put(
            answer.ok
              ? { files: answer.data, filesDiagnosis: null }
              : { filesDiagnosis: answer.error.diagnosis },
          ),
        ),
      ]);
      if (own === turn.current) setReading(false);
    },
    [connectionId],
  );
  useEffect(() => {
    void load(false);
    return () => {
      turn.current += 1;
    };
  }, [load]);
  const actions = connectionActions(connectionId, () => void load(true));
  const { limits, files, limitsDiagnosis, filesDiagnosis } = read;
  return (
    <div className="resource scroll" aria-busy={isReading}>
      <section className="card" aria-labelledby="limits-title">
        <div className="row">
          <h2 id="limits-title" className="grow">
            {words.limits}
          </h2>
          <button type="button" className="button" disabled={isReading} onClick={() => void load(true)}>
            <Icon of={RotateCw} />
            {words.refresh}
          </button>
        </div>
        {limits && <Gauges limits={limits} onlyUsed />}
        {!limits && !limitsDiagnosis && (
          <p className="muted small" role="status">
            {words.reading}
          </p>
        )}
        {limitsDiagnosis && <DiagnosisView diagnosis={limitsDiagnosis} place="limits" on={actions} />}
      </section>
      <section className="card" aria-labelledby="files-title">
        <h2 id="files-title">{words.files}</h2>
        {filesDiagnosis && (
          <>
            {/* One failure of both is told once. */}
            {filesDiagnosis.code === limitsDiagnosis?.code ? (
              !files && <p className="muted small">{words.filesUnread}</p>
            ) : (
              <DiagnosisView diagnosis={filesDiagnosis} place="files" on={actions} />
            )}
            {files && <p className="muted small">{words.offline}</p>}
          </>
        )}
        {files && <Files connectionId={connectionId} files={files} onDeleted={() => void load(true)} />}
        {!files && !filesDiagnosis && (
          <p className="muted small" role="status">
            {words.readingFiles}
          </p>
        )}
      </section>
    </div>
  );
}
