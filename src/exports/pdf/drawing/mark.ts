/** The structure of a tagged PDF (ISO 32000-2, 14.8), which screen readers follow. */

export type Role =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'TOC'
  | 'TOCI'
  | 'Figure'
  | 'Link';

/** One element of the structure. It is written when something in it is drawn, so an empty one is not written. */
export class Mark {
  readonly role: Role;
  readonly parent: Mark | undefined;
  /** The text alternative of a figure. */
  readonly alt: string | undefined;
  /** Whether a header cell of a table is that of its row or its column. */
  readonly scope: 'Row' | 'Column' | undefined;

  constructor(role: Role, parent?: Mark, more: { alt?: string; scope?: 'Row' | 'Column' } = {}) {
    this.role = role;
    this.parent = parent;
    this.alt = more.alt;
    this.scope = more.scope;
  }

  in(role: Role, more?: { alt?: string; scope?: 'Row' | 'Column' }): Mark {
    return new Mark(role, this, more);
  }
}
