/** What a rule of datasets is called where it found something, what that means, and what its repair does. */
export interface RuleWords {
  title: string;
  meaning: string;
  fix?: string;
}
