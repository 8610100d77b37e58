/** What a criterion says of a row. A row that could not be graded has no score. */
export interface EvalResult {
  name: string;
  type: string;
  score: number | null;
  passed: boolean;
  error: string | null;
  /** What Foundry's own evaluators say besides. */
  metric?: string;
  label?: string | null;
  reason?: string;
  threshold?: number;
}
