/** What a rule of datasets is called where it found something, what that means, and what its repair does. */
export interface RuleWords {
  title: string;
  /** What it is called over many rows, where the title tells what only one of them has. */
  group?: string;
  meaning: string;
  fix?: string;
}
