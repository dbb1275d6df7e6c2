/** A chapter of the report that is made of more than the answers: what changed, the contract, the moments of truth. */
export interface OwnChapter {
  /** The anchor that the contents list links to. */
  readonly id: string;
  readonly title: string;
  /** The chapter and its line in the contents list are left out of print. */
  readonly screenOnly?: boolean;
  /** The partial that shows it, and its view model. */
  readonly view: string;
  readonly page: object;
}
