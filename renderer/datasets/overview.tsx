import type { OpenDataset } from "../../preload/contract/datasets.ts";
import { CheckCard } from "./check-card.tsx";
import { CostCard } from "./cost-card.tsx";
import { Refusal } from "./refusal.tsx";
import type { RowsBegin } from "./rows/rows.tsx";
import { Spread } from "./rows/spread.tsx";
import { Sample } from "./sample.tsx";
import { SplitCard } from "./split-card.tsx";
import { Tidy } from "./tidy.tsx";
import { TokensCard } from "./tokens-card.tsx";
import { VersionCard } from "./version-card.tsx";

/** What there is to know of a dataset as a whole, and what can be done with all of it. */
export function Overview(props: {
  open: OpenDataset;
  onShow: (tab: "findings") => void;
  onRows: (begin: Partial<RowsBegin>) => void;
}) {
  const { open, onShow, onRows } = props;
  const { id } = open.dataset;
  return (
    <div className="scroll dataset-overview">
      <div className="dataset-cards">
        <div className="dataset-column">
          <CheckCard key={`check ${id}`} open={open} onFindings={() => onShow("findings")} />
          <CostCard open={open} />
          <Tidy open={open} />
          <VersionCard open={open} />
        </div>
        <div className="dataset-column">
          <TokensCard open={open} />
          <SplitCard open={open} />
          <Sample key={`sample ${id}`} open={open} />
          <Refusal open={open} onRows={onRows} />
        </div>
      </div>
      <Spread open={open} />
    </div>
  );
}
