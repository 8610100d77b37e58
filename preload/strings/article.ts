/** A part of an article: a paragraph, a heading, steps in order, a table, something to copy, or links. */
export type Block =
  | { text: string }
  | { heading: string }
  | { steps: readonly string[] }
  | { table: { caption: string; head: readonly string[]; rows: readonly (readonly string[])[] } }
  | { code: string }
  | { link: string; url: string }
  | { related: readonly string[] };

export interface Article {
  id: string;
  title: string;
  blocks: readonly Block[];
}

/** What a person should know besides what the diagnosis says itself. */
export interface Addition {
  title?: string;
  cause?: string;
  more?: string;
  /** The status and code of the service, as other tools show them. */
  said?: string;
  /** Articles that go on from here. */
  related?: readonly string[];
}
