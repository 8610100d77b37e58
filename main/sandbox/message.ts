/** A message, checked. */
export interface Message {
  role: string;
  text: string;
  /** How many it has; none where nothing is said. */
  images?: number;
}
