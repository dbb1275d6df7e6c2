/** A chapter of the report that is made of more than the answers: what changed, the team, the contract, the moments of truth. */
export interface OwnChapter {
  /** Its address under /report/. */
  readonly slug: 'change' | 'team' | 'moments' | 'contract';
  /** The anchor that links lead to. */
  readonly id: string;
  readonly title: string;
  /** What its card on the result says. Nothing that a visitor typed. */
  readonly line: string;
  /** The chapter and its line in the contents list are left out of print. */
  readonly screenOnly?: boolean;
  /** The style sheet that only this chapter needs. */
  readonly style?: string;
  /** The partial that shows it, and its view model. */
  readonly view: string;
  readonly page: object;
}
