/** What a part of the page is to somebody who hears it: the structure of a tagged PDF (ISO 32000-2, 14.8). */

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

/** One element of the structure. It is written when something in it is drawn; one that stays empty never is. */
export class Mark {
  readonly role: Role;
  readonly parent: Mark | undefined;
  /** What a figure shows, in words. */
  readonly alt: string | undefined;
  /** Of a table's header cell: what it heads. */
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
