/** The styles of text in the documents. */
import type { Face } from './fonts.ts';
import { colours } from './paper.ts';

export interface Style extends Face {
  readonly size: number;
  /** The distance from one baseline to the next. */
  readonly leading: number;
  readonly colour: string;
}

const style = (family: 'sans' | 'serif', bold: boolean, size: number, leading: number): Style => ({
  family,
  bold,
  italic: false,
  size,
  leading,
  colour: colours.ink,
});

export const styles = {
  body: style('sans', false, 10.25, 14.75),
  strong: style('sans', true, 10.25, 14.75),
  small: { ...style('sans', false, 8.5, 11.5), colour: colours.muted },
  cell: style('sans', false, 9.5, 12.5),
  head: { ...style('sans', true, 8.5, 11.5), colour: colours.muted },
  caption: style('sans', true, 9.5, 12.5),
  lead: style('serif', false, 12, 17),
  statement: style('serif', false, 10.5, 13.75),
  chapter: style('serif', true, 23, 27),
  section: style('serif', true, 14.5, 18),
  label: { ...style('serif', true, 11, 14), colour: colours.accent },
  box: style('serif', true, 11.25, 14.5),
  cover: style('serif', true, 34, 40),
} as const;
