/** The structure of a tagged PDF (ISO 32000-2, 14.8), which screen readers follow. */

export type Role =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'Caption'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'TOC'
  | 'TOCI'
  | 'Reference'
  | 'Figure'
  | 'Span'
  | 'Link';

interface More {
  readonly alt?: string;
  readonly actual?: string;
  readonly scope?: 'Row' | 'Column';
}

/** One element of the structure. It is written when something in it is drawn, so an empty one is not written. */
export class Mark {
  readonly role: Role;
  readonly parent: Mark | undefined;
  /** The text alternative of a figure. */
  readonly alt: string | undefined;
  /** What is read in place of what is drawn. */
  readonly actual: string | undefined;
  /** Whether a header cell of a table is that of its row or its column. */
  readonly scope: 'Row' | 'Column' | undefined;

  constructor(role: Role, parent?: Mark, more: More = {}) {
    this.role = role;
    this.parent = parent;
    this.alt = more.alt;
    this.actual = more.actual;
    this.scope = more.scope;
  }

  in(role: Role, more?: More): Mark {
    return new Mark(role, this, more);
  }
}
